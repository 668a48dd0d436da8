import { behindClassic, CLASSIC } from '../behind.ts';
import { defineCase } from '../case.ts';
import { certificateArn, inAcm } from '../estate.ts';
import { tlsOrigin } from '../origins/tls.ts';

const FAILED = 'Instance has failed at least the UnhealthyThreshold number of health checks consecutively.';

/** A classic load balancer has instances and no groups, and puts no name of its own on its 503. */
export default defineCase({
  id: 'classic-load-balancer-no-fit-instance',
  story: 'a classic load balancer answers 503 itself: every instance fails the health check',
  async build({ authority }) {
    const leaf = await authority.issue({ names: ['origin.example.com'], key: 'RSA-2048' });
    const answer = { status: 503, headers: { 'content-length': '0' } };
    return behindClassic(
      tlsOrigin({ chain: [leaf, authority.intermediate], answer }),
      [{ port: 443, certificateArn: certificateArn(1) }],
      {
        certificates: [inAcm(leaf, certificateArn(1), { keyAlgorithm: 'RSA_2048' })],
        held: {
          healthCheck: 'HTTP:80/health',
          unfit: ['i-0a1b2c3d4e5f60718', 'i-0b2c3d4e5f6071829'].map((id) => ({ id, description: FAILED })),
        },
      },
    );
  },
  expect: {
    conclusion: 'origin-answered',
    ruleId: 'no-healthy-targets',
    certainty: 'proven',
    also: ['origin-answers-5xx'],
    says: [
      `None of 2 instances behind load balancer ${CLASSIC.name} is healthy`,
      `0 of 2 instances of load balancer ${CLASSIC.name} are healthy`,
      'HTTP:80/health',
      `First: i-0a1b2c3d4e5f60718, OutOfService: ${FAILED}`,
      `aws elb describe-instance-health --region eu-west-1 --load-balancer-name ${CLASSIC.name}`,
    ],
    neverSays: ['elbv2', 'Register targets', 'the application or its web server'],
    ruledOut: ['certificate-expired', 'listener-missing'],
  },
});
