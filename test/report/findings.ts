import type { Finding } from '../../lambda/model/finding.ts';
import { LISTENER, leaf, NEW_CERTIFICATE } from './scene.ts';

export const renewalFailed: Finding = {
  ruleId: 'acm-renewal-failed',
  originId: 'shop-alb',
  title: 'origin.shop.example: certificate expired 2 days ago, ACM could not renew it',
  certainty: 'proven',
  witness: { kind: 'certificate', key: leaf.fingerprint },
  reach: { failing: 2, seen: 2, of: ['203.0.113.7', '203.0.113.8'] },
  breaksAt: '2026-11-20T23:59:59Z',
  explanation:
    'The load balancer shop-alb serves a certificate that ACM issued and could not renew: the CNAME that proves control of origin.shop.example is gone from public DNS. It expired, and CloudFront refuses an expired certificate with 502.',
  evidence: [
    'Served on both addresses: CN=origin.shop.example, serial 0A1B2C3D, expired 2026-11-20 23:59 UTC',
    'ACM: renewal FAILED since 2026-11-20, DNS validation of origin.shop.example pending',
    'Public DNS: _3f1a.origin.shop.example does not exist; ACM wants a CNAME there',
  ],
  remedy: [
    {
      action: 'Attach the certificate that is already issued for this name, valid until 2027-10-02',
      command: `aws elbv2 modify-listener --region eu-west-1 --listener-arn ${LISTENER} --certificates CertificateArn=${NEW_CERTIFICATE}`,
      verify:
        'openssl s_client -connect 203.0.113.7:443 -servername origin.shop.example </dev/null 2>/dev/null | openssl x509 -noout -enddate',
      undo: `aws elbv2 modify-listener --region eu-west-1 --listener-arn ${LISTENER} --certificates CertificateArn=OLD_CERTIFICATE`,
    },
    {
      action: 'Put the validation record back, so that renewals work again',
      command:
        'aws route53 change-resource-record-sets --hosted-zone-id ZONE --change-batch \'{"Changes":[{"Action":"UPSERT","ResourceRecordSet":{"Name":"_3f1a.origin.shop.example","Type":"CNAME","TTL":300,"ResourceRecords":[{"Value":"_9c.acm-validations.aws"}]}}]}\'',
      verify: 'dig +short CNAME _3f1a.origin.shop.example',
    },
  ],
  deadEnds: [
    {
      tempting: 'Only fixing the validation record',
      why: 'an expired ACM certificate does not come back; a new one must be requested',
    },
    { tempting: 'Restarting the load balancer or its targets', why: 'the certificate on the listener stays the same' },
    {
      tempting: 'Changing the viewer certificate in us-east-1',
      why: 'It secures another leg, between viewers and CloudFront',
    },
  ],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-renewal.html',
  ],
};

export const expired: Finding = {
  ruleId: 'certificate-expired',
  originId: 'media',
  title: 'media.shop.example: 1 of 2 addresses serves a certificate that expired 22 days ago',
  certainty: 'proven',
  witness: { kind: 'certificate', key: 'ab'.repeat(32) },
  reach: { failing: 1, seen: 2, of: ['198.51.100.4'] },
  breaksAt: '2026-11-01T00:00:00Z',
  explanation: 'One of two servers still holds the old certificate.',
  evidence: [
    '198.51.100.4: CN=media.shop.example expired 2026-11-01 00:00 UTC',
    '198.51.100.5: valid until 2027-02-01',
  ],
  remedy: [
    {
      action: 'Install the renewed certificate on 198.51.100.4 too, leaf first, and reload its server',
      verify: 'openssl s_client -connect 198.51.100.4:443 -servername media.shop.example </dev/null',
    },
  ],
  deadEnds: [],
  references: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html'],
};

export const OUT = [
  { ruleId: 'certificate-not-yet-valid', title: 'certificate not yet valid' },
  { ruleId: 'certificate-self-signed', title: 'self-signed certificate' },
  { ruleId: 'certificate-name-mismatch', title: 'certificate for another name' },
  { ruleId: 'chain-incomplete', title: 'missing intermediate certificate' },
  { ruleId: 'origin-not-tls', title: 'no TLS on the HTTPS port' },
  { ruleId: 'port-refused', title: 'refused port' },
  { ruleId: 'origin-name-unresolvable', title: 'origin name that does not resolve' },
];
