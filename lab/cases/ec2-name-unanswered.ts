import { behindInstanceGate } from '../behind-address.ts';
import { defineCase } from '../case.ts';
import { shop } from '../estate.ts';
import { WEB } from '../staging.ts';

const INSTANCE = 'ec2-203-0-113-10.eu-west-1.compute.amazonaws.com';

/** No record of AWS shows what an instance serves. */
export default defineCase({
  id: 'ec2-name-unanswered',
  story:
    'the AWS name of an instance, which does not answer us: its group is open, and nothing is said of what it serves',
  build() {
    const staging = behindInstanceGate([{ port: 443, cidrs: ['0.0.0.0/0'] }]);
    const distributions = [shop({ origins: [{ id: 'web', domainName: INSTANCE }] })];
    const dns = { ...staging.dns, [INSTANCE]: { a: [WEB] } };
    return { ...staging, dns, account: { ...staging.account, distributions } };
  },
  expect: {
    conclusion: 'inconclusive',
    notices: ['port-unreachable'],
    blindSpots: ['did not answer'],
  },
});
