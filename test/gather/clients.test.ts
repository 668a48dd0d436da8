import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CLOUDFRONT_REGION } from '../../lambda/cloudfront/region.ts';
import { awsClients } from '../../lambda/gather/clients.ts';
import { observe, observed } from '../../lambda/gather/observe.ts';
import { json, type Loopback, startLoopback, xml } from './aws-loopback.ts';

describe('clients', () => {
  let loopback: Loopback;
  beforeAll(async () => {
    loopback = await startLoopback();
  });
  afterAll(() => loopback.close());

  test('are made once a region, and speak to the region that was asked for', async () => {
    const aws = awsClients(loopback.settings);
    expect(await aws.acm('eu-west-1')).toBe(await aws.acm('eu-west-1'));
    expect(await aws.acm('eu-west-1')).not.toBe(await aws.acm('eu-west-2'));
    const { client } = await aws.elb('ap-southeast-2');
    expect(await client.config.region()).toBe('ap-southeast-2');
  });

  test('CloudFront and its metrics live in one region, whatever the environment says', async () => {
    const aws = awsClients(loopback.settings);
    expect(await (await aws.cloudfront()).client.config.region()).toBe(CLOUDFRONT_REGION);
    expect(await (await aws.cloudwatch()).client.config.region()).toBe('us-east-1');
  });

  test('one connection serves call after call', async () => {
    loopback.answer(({ service }) =>
      service === 'acm' ? json({ CertificateSummaryList: [] }) : xml('DescribeListeners', ''),
    );
    const { sdk, client } = await awsClients(loopback.settings).acm('eu-west-1');
    await client.send(new sdk.ListCertificatesCommand({}));
    await client.send(new sdk.ListCertificatesCommand({}));
    expect(loopback.connections()).toBe(1);
  });

  test('a port where nothing listens is told as such', async () => {
    const gone = await startLoopback();
    await gone.close();
    const seen = await observe('acm:ListCertificates', async () => {
      const { sdk, client } = await awsClients(gone.settings).acm('eu-west-1');
      return observed(await client.send(new sdk.ListCertificatesCommand({})));
    });
    expect(seen).toMatchObject({
      status: 'unavailable',
      reason: expect.stringMatching(/could not be sent: .*connect ECONNREFUSED/),
    });
  });
});
