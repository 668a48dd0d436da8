import * as v from 'valibot';
import { AwsError } from '../errors.ts';
import type { ServerCertificateFixture } from '../fixture/certificate.ts';
import { hexOf, MADE_AT } from '../names.ts';
import { type Context, type Operation, operation, type Service } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import { queryProtocol } from '../wire/query.ts';
import type { Wire } from '../wire/value.ts';

/** Where a partition's IAM is signed for. https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
const HOME: Readonly<Record<string, string>> = { 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServerCertificate.html */
const NAME = v.pipe(v.string(), v.minLength(1), v.maxLength(128), v.regex(/^[\w+=,.@-]+$/));

const getServerCertificate = operation({
  input: v.strictObject({ ServerCertificateName: NAME }),
  resource: ({ ServerCertificateName: name }, { partition, accountId }) =>
    `arn:${partition}:iam::${accountId}:server-certificate/${name}`,
  answer: ({ ServerCertificateName: name }, context): Answer => {
    checkHome(context);
    const found = context.fixture.serverCertificates?.find((one) => one.name === name);
    if (!found) {
      throw new AwsError(['NoSuchEntity', 404], `The Server Certificate with name ${name} cannot be found.`);
    }
    return { value: { ServerCertificate: certificateOf(found, context) } };
  },
});

function checkHome({ partition, region }: Context): void {
  if (region !== (HOME[partition] ?? 'us-east-1')) {
    throw new AwsError(
      ['SignatureDoesNotMatch', 403],
      `Credential should be scoped to a valid region, not '${region}'.`,
    );
  }
}

/** `ServerCertificate`. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ServerCertificate.html */
function certificateOf(
  { name, path = '/', body, chain, expiration }: ServerCertificateFixture,
  { partition, accountId }: Context,
): Wire {
  return {
    ServerCertificateMetadata: {
      Path: path,
      ServerCertificateName: name,
      ServerCertificateId: `ASCA${hexOf(name, 17).toUpperCase()}`,
      Arn: `arn:${partition}:iam::${accountId}:server-certificate${path}${name}`,
      UploadDate: MADE_AT,
      Expiration: new Date(expiration),
    },
    CertificateBody: body,
    CertificateChain: chain,
    Tags: [],
  };
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([['GetServerCertificate', getServerCertificate]]);

/** AWS Identity and Access Management, API version 2010-05-08: server certificates. */
export const IAM: Service = {
  scope: 'iam',
  name: 'iam',
  protocol: queryProtocol('https://iam.amazonaws.com/doc/2010-05-08/', '2010-05-08'),
  operations: OPERATIONS,
};
