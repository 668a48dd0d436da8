import { ListCertificatesCommand } from '@aws-sdk/client-acm';
import { GetDistributionCommand } from '@aws-sdk/client-cloudfront';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeDeliveriesCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetServerCertificateCommand } from '@aws-sdk/client-iam';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { PublishCommand } from '@aws-sdk/client-sns';
import type { Account } from '../../../lab/account/account.ts';
import { clientsOf } from './clients.ts';
import { MEMORY, TOPIC } from './estate.ts';

type Clients = ReturnType<typeof clientsOf>;

/** One good call of every service but EC2, whose errors have names of their own: `ec2.test.ts`. */
const GOOD: Readonly<Record<string, (clients: Clients) => Promise<unknown>>> = {
  'cloudfront:GetDistribution': ({ cloudfront }) => cloudfront.send(new GetDistributionCommand({ Id: 'E1SHOP' })),
  'cloudwatch:DescribeAlarms': ({ cloudwatch }) => cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames: ['any'] })),
  'elasticloadbalancing:DescribeLoadBalancers': ({ elb }) =>
    elb.send(new DescribeLoadBalancersCommand({ Names: ['shop'] })),
  'logs:DescribeDeliveries': ({ logs }) => logs.send(new DescribeDeliveriesCommand({})),
  'cloudtrail:LookupEvents': ({ cloudtrail }) => cloudtrail.send(new LookupEventsCommand({})),
  'tag:GetResources': ({ tagging }) => tagging.send(new GetResourcesCommand({})),
  'acm:ListCertificates': ({ acm }) => acm.send(new ListCertificatesCommand({})),
  'iam:GetServerCertificate': ({ iam }) => iam.send(new GetServerCertificateCommand({ ServerCertificateName: 'old' })),
  'sns:Publish': ({ sns }) => sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'hi' })),
  'dynamodb:GetItem': ({ dynamodb }) =>
    dynamodb.send(new GetItemCommand({ TableName: MEMORY, Key: { id: { S: 'a' } } })),
};
/** Their names. */
export const ACTIONS = Object.keys(GOOD);

/** Makes the good call of this name. */
export async function ask(account: Pick<Account, 'endpoint'>, action: string, attempts = 1): Promise<unknown> {
  return GOOD[action]?.(clientsOf(account, 'us-east-1', attempts));
}
