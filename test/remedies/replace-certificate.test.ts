import { describe, expect, test } from '@jest/globals';
import type { Origin } from '../../lambda/model/distribution.ts';
import type { Observations, OriginEvidence } from '../../lambda/model/evidence.ts';
import type { Step } from '../../lambda/model/finding.ts';
import { addCertificate, replaceCertificate } from '../../lambda/remedies/replace-certificate.ts';
import {
  behindLoadBalancer,
  CANDIDATE_ARN,
  CANDIDATES,
  CERTIFICATE_ARN,
  certificate,
  distribution,
  EXAMINED_AT,
  LISTENER_ARN,
  LOAD_BALANCER_ARN,
  listener,
  loadBalancer,
  managedCertificate,
  networkInterface,
  ORIGIN,
  observed,
  originEvidence,
  REGION,
  target,
  unavailable,
} from '../evidence.ts';

const FAULT = { target: target(), leaf: certificate({ notAfter: '2026-11-20T00:00:00Z' }), names: [ORIGIN] };
const VERIFY =
  'openssl s_client -connect 203.0.113.7:443 -servername origin.example.com </dev/null 2>/dev/null | openssl x509 -noout -subject -dates -ext subjectAltName';

function seen(overrides: Partial<Observations>, from: Partial<Origin> = {}) {
  const { origin, observations }: OriginEvidence = originEvidence(behindLoadBalancer(overrides), from);
  return { ...observations, origin, distribution: distribution(), examinedAt: EXAMINED_AT };
}

const commands = (steps: readonly Step[]) => steps.map(({ command }) => command);
const MODIFY = `aws elbv2 modify-listener --region ${REGION} --listener-arn ${LISTENER_ARN} --certificates CertificateArn=`;
const ADD = `aws elbv2 add-listener-certificates --region ${REGION} --listener-arn ${LISTENER_ARN} --certificates CertificateArn=`;
const REMOVE = `aws elbv2 remove-listener-certificates --region ${REGION} --listener-arn ${LISTENER_ARN} --certificates CertificateArn=`;

describe('a listener that we could read', () => {
  test('a valid certificate exists: attach that one, first and alone', () => {
    const steps = replaceCertificate(FAULT, seen({ candidates: CANDIDATES }));
    expect(commands(steps)).toEqual([`${MODIFY}${CANDIDATE_ARN}`, VERIFY]);
    expect(steps[0]?.action).toContain('A valid certificate already exists in ACM in eu-west-1');
    expect(steps[0]?.verify).toBe(
      `aws elbv2 describe-listener-certificates --region ${REGION} --listener-arn ${LISTENER_ARN}`,
    );
  });

  test('none exists: request, prove, wait, attach, look again', () => {
    const steps = replaceCertificate(FAULT, seen({}));
    expect(commands(steps)).toEqual([
      `aws acm request-certificate --region ${REGION} --domain-name ${ORIGIN} --validation-method DNS`,
      `aws acm describe-certificate --region ${REGION} --certificate-arn NEW_CERTIFICATE_ARN --query 'Certificate.DomainValidationOptions[].ResourceRecord'`,
      `${MODIFY}NEW_CERTIFICATE_ARN`,
      VERIFY,
    ]);
    expect(steps[1]?.verify).toBe(
      `aws acm wait certificate-validated --region ${REGION} --certificate-arn NEW_CERTIFICATE_ARN`,
    );
  });

  test('several names go into one request, wildcards quoted', () => {
    const [request] = replaceCertificate({ ...FAULT, names: [ORIGIN, '*.example.com'] }, seen({}));
    expect(request?.command).toContain(`--domain-name ${ORIGIN} --subject-alternative-names '*.example.com' `);
  });

  test('a candidate that lacks one of the names is not enough', () => {
    const steps = replaceCertificate(
      { ...FAULT, names: [ORIGIN, 'www.example.com'] },
      seen({ candidates: CANDIDATES }),
    );
    expect(steps[0]?.command).toContain('aws acm request-certificate');
  });

  test('the certificate to be replaced is no candidate for itself', () => {
    const itself = observed({ region: REGION, certificates: [{ arn: CERTIFICATE_ARN, names: [ORIGIN] }], cut: false });
    expect(replaceCertificate(FAULT, seen({ candidates: itself }))[0]?.command).toContain('request-certificate');
  });

  test('the search for one that was denied or cut is told, with the command to do it', () => {
    for (const candidates of [
      unavailable('acm:SearchCertificates was denied'),
      observed({ region: REGION, certificates: [], cut: true }),
    ]) {
      const [search] = replaceCertificate(FAULT, seen({ candidates }));
      expect(search?.command).toContain(`aws acm list-certificates --region ${REGION} --certificate-statuses ISSUED`);
      expect(search?.command).toContain('EC_prime256v1');
    }
  });

  test('imported: the same ARN again first, then the way to a renewing one', () => {
    const certificates = observed([managedCertificate({ type: 'IMPORTED' })]);
    const all = commands(replaceCertificate(FAULT, seen({ certificates })));
    expect(all[0]).toBe(
      `aws acm import-certificate --region ${REGION} --certificate-arn ${CERTIFICATE_ARN} --certificate fileb://cert.pem --private-key fileb://key.pem --certificate-chain fileb://chain.pem`,
    );
    expect(all.join()).toContain('request-certificate');
  });

  test('not the default one: added beside it, and the old one taken off', () => {
    const both = listener({
      certificates: [
        { arn: CANDIDATE_ARN, isDefault: true },
        { arn: CERTIFICATE_ARN, isDefault: false },
      ],
    });
    const all = commands(replaceCertificate(FAULT, seen({ listener: observed(both) })));
    expect(all).toContain(`${ADD}NEW_CERTIFICATE_ARN`);
    expect(all).toContain(`${REMOVE}${CERTIFICATE_ARN}`);
    expect(all.join()).not.toContain('modify-listener');
  });

  test('the good one is on the listener already: only the old one goes', () => {
    const certificates = [CANDIDATE_ARN, CERTIFICATE_ARN].map((arn) => ({ arn, isDefault: false }));
    const steps = replaceCertificate(
      FAULT,
      seen({ candidates: CANDIDATES, listener: observed(listener({ certificates })) }),
    );
    expect(commands(steps)).toEqual([`${REMOVE}${CERTIFICATE_ARN}`, VERIFY]);
  });

  test('serials are compared as numbers; which one was served unknown among several: none is replaced', () => {
    const certificates = observed([managedCertificate({ serial: '000a1b2c3d4e5f60718293', type: 'IMPORTED' })]);
    expect(commands(replaceCertificate(FAULT, seen({ certificates })))[0]).toContain('import-certificate');
    const arns = [CERTIFICATE_ARN, CANDIDATE_ARN].map((arn, index) => ({ arn, isDefault: index === 0 }));
    const unknown = seen({ certificates: unavailable(), listener: observed(listener({ certificates: arns })) });
    const all = commands(replaceCertificate(FAULT, unknown)).join();
    expect(all).toContain(`${ADD}NEW_CERTIFICATE_ARN`);
    expect(all).not.toMatch(/modify-listener|remove-listener/);
  });

  test('for another name the default stays', () => {
    const steps = addCertificate(FAULT, seen({ candidates: CANDIDATES }));
    expect(commands(steps)).toEqual([`${ADD}${CANDIDATE_ARN}`, VERIFY]);
  });
});

describe('a load balancer whose listener is out of sight', () => {
  const denied = unavailable('elasticloadbalancing:DescribeListeners was denied');

  test('its ARN is known: find the listener, then as usual with a placeholder', () => {
    const all = commands(replaceCertificate(FAULT, seen({ listener: denied, certificates: denied })));
    expect(all[0]).toBe(
      `aws elbv2 describe-listeners --region ${REGION} --load-balancer-arn ${LOAD_BALANCER_ARN} --query 'Listeners[?Port==\`443\`].[ListenerArn,Protocol,Certificates[0].CertificateArn]' --output text`,
    );
    expect(all).toContain(
      `aws elbv2 modify-listener --region ${REGION} --listener-arn LISTENER_ARN --certificates CertificateArn=NEW_CERTIFICATE_ARN`,
    );
    expect(all.at(-1)).toBe(VERIFY);
  });

  test('only its DNS name is known, perhaps through a CNAME: name and Region are read from it', () => {
    const cnames = [`dualstack.shop-1234567890.${REGION}.elb.amazonaws.com`];
    const resolution = observed({ kind: 'resolved' as const, name: ORIGIN, cnames, addresses: [], cut: 0 });
    const nothing = { loadBalancer: denied, listener: denied, certificates: denied };
    const steps = replaceCertificate(FAULT, seen({ ...nothing, resolution }));
    expect(steps[0]?.command).toBe(
      `aws elbv2 describe-load-balancers --region ${REGION} --names shop --query 'LoadBalancers[0].LoadBalancerArn' --output text`,
    );
    expect(steps[1]?.command).toContain('--load-balancer-arn LOAD_BALANCER_ARN');
    expect(steps[1]?.action).toContain('was denied');
  });

  test('a valid certificate that was seen is attached all the same', () => {
    const all = commands(replaceCertificate(FAULT, seen({ listener: denied, candidates: CANDIDATES })));
    expect(all.join()).toContain(`CertificateArn=${CANDIDATE_ARN}`);
    expect(all.join()).not.toContain('request-certificate');
  });
});

const NO_BALANCER = originEvidence().observations;

describe('no load balancer that holds the certificate', () => {
  test('a server: what to get, where to put it, full chain, leaf first', () => {
    const [get, install] = replaceCertificate(FAULT, { ...seen({}), ...originEvidence().observations });
    expect(get?.command).toBe(`sudo certbot certonly -d ${ORIGIN}`);
    expect(install?.action).toMatch(/full chain, leaf first, without the root.*nginx.*Apache.*IIS/s);
    expect(install?.verify).toContain(`-verify_hostname ${ORIGIN} -showcerts`);
  });

  test('a TCP listener passes TLS on: the targets hold it', () => {
    const network = observed(loadBalancer({ type: 'network' }));
    const steps = replaceCertificate(
      FAULT,
      seen({ loadBalancer: network, listener: observed(listener({ protocol: 'TCP' })) }),
    );
    expect(steps.at(-1)?.action).toContain('the targets of shop');
    expect(commands(steps).join()).toContain('describe-target-health');
    expect(commands(steps).join()).not.toMatch(/modify-listener|add-listener-certificates/);
  });

  test('an instance is named, with the way to it', () => {
    const steps = replaceCertificate(
      FAULT,
      seen({ ...NO_BALANCER, networkInterfaces: observed([networkInterface()]) }),
    );
    expect(steps[0]?.command).toBe('aws ssm start-session --region eu-west-1 --target i-0abcdef1234567890');
    expect(steps.at(-1)?.action).toContain('on instance i-0abcdef1234567890 (203.0.113.7)');
  });

  test('a TLS listener of a network load balancer holds it itself', () => {
    const network = observed(loadBalancer({ type: 'network' }));
    const steps = replaceCertificate(
      FAULT,
      seen({ loadBalancer: network, listener: observed(listener({ protocol: 'TLS' })) }),
    );
    expect(commands(steps).join()).toContain('modify-listener');
  });
});
