import { describe, expect, test } from '@jest/globals';
import { editConnection, sslProtocols } from '../../lambda/remedies/edit-connection.ts';
import { distribution, origin, vpcConnection } from '../evidence.ts';

const edit = (connection: Parameters<typeof origin>[0]) =>
  editConnection('Dial 8443', { origin: origin(connection), distribution: distribution() }, { HTTPSPort: 8443 });

describe('how CloudFront connects to an origin', () => {
  test('is changed in the distribution', () => {
    const [step] = edit({});
    expect(step?.command).toContain('.CustomOriginConfig.HTTPSPort = 8443');
    expect(step?.command).toContain('update-distribution --id E2EXAMPLE');
  });

  test('is changed in the VPC origin, with all that use it', () => {
    const [step, ...more] = edit({ connection: vpcConnection() });
    expect(more).toEqual([]);
    expect(step?.action).toContain('every distribution that uses it follows');
    expect(step?.command).toBe(
      'aws cloudfront get-vpc-origin --id vo_1 > vpc.json && ' +
        "jq '.VpcOrigin.VpcOriginEndpointConfig | .HTTPSPort = 8443' vpc.json > new.json && " +
        'aws cloudfront update-vpc-origin --id vo_1 --if-match "$(jq -r .ETag vpc.json)" --vpc-origin-endpoint-config file://new.json',
    );
  });

  test('is no setting of an S3 origin', () => {
    expect(edit({ connection: { type: 's3' } })).toEqual([]);
  });

  test('quotes whatever stands in an id', () => {
    const [step] = edit({ connection: vpcConnection({ vpcOriginId: "vo_1'; rm -rf /" }) });
    expect(step?.command).toContain(`--id 'vo_1'\\''; rm -rf /'`);
  });

  test('lists versions as the API counts them', () => {
    expect(sslProtocols('TLSv1.2')).toEqual({ OriginSslProtocols: { Quantity: 1, Items: ['TLSv1.2'] } });
  });
});
