import { describe, expect, test } from '@jest/globals';
import type { Instances } from '../../lambda/model/instance.ts';
import { instanceNotRunning as rule } from '../../lambda/rules/instance-not-running.ts';
import { finding, instance, observed, originEvidence, unavailable, verdict, vpcConnection } from '../evidence.ts';

const ADDRESS = '203.0.113.7';
const STOPPED = {
  state: 'stopped',
  reason: 'User initiated (2026-11-23 03:01:02 GMT)',
  since: '2026-11-23T03:01:02.000Z',
};

const of = (found: Instances['found'], dialled = 1) => originEvidence({ instances: observed({ found, dialled }) });
const behindVpc = (found: Instances['found']) => ({
  ...of(found, 0),
  origin: originEvidence({}, { connection: vpcConnection() }).origin,
});

describe('an instance that does not run', () => {
  test('is proven to be why where it is stopped, since when and by whom', () => {
    const found = finding(rule, of([instance({ ...STOPPED, address: ADDRESS })]));
    expect(found).toMatchObject({
      certainty: 'proven',
      title: 'Instance i-0abcdef1234567890 behind the origin is stopped',
      witness: { kind: 'endpoint', key: 'i-0abcdef1234567890' },
      reach: { failing: 1, seen: 1, of: [ADDRESS] },
      breaksAt: '2026-11-23T03:01:02.000Z',
      evidence: [
        `EC2 in eu-west-1: instance i-0abcdef1234567890, which has ${ADDRESS}, is stopped: User initiated (2026-11-23 03:01:02 GMT)`,
      ],
    });
    expect(found.remedy.map(({ command }) => command)).toEqual([
      'aws ec2 start-instances --region eu-west-1 --instance-ids i-0abcdef1234567890',
    ]);
    expect(found.explanation).not.toContain('now and then');
  });

  test.each([
    ['stopping', 'is being stopped'],
    ['pending', 'is only starting'],
    ['hibernating', 'is in the state hibernating'],
  ])('is likely why while it is %s', (state, says) => {
    const found = finding(rule, of([instance({ state, address: ADDRESS })]));
    expect([found.certainty, found.title]).toEqual([
      'likely',
      `Instance i-0abcdef1234567890 behind the origin ${says}`,
    ]);
  });

  test('beside one that runs takes its own address with it, and no more', () => {
    const found = finding(rule, of([instance({ id: 'i-1' }), instance({ ...STOPPED, address: ADDRESS })], 2));
    expect(found).toMatchObject({
      reach: { failing: 1, seen: 2, of: [ADDRESS] },
      explanation: expect.stringContaining('now and then'),
    });
  });

  test('of several names each', () => {
    const two = ['i-1', 'i-2'].map((id) => instance({ ...STOPPED, id, address: ADDRESS }));
    expect(finding(rule, of(two, 2)).title).toBe('2 instances behind the origin do not run: i-1 and i-2');
  });

  test('is replaced where it was terminated: as the VPC origin, or under the address that it had', () => {
    const gone = finding(rule, behindVpc([instance({ state: 'terminated' })]));
    expect(gone).toMatchObject({ certainty: 'proven', reach: { failing: 1, seen: 1, of: ['origin.example.com'] } });
    expect(gone.remedy.map(({ command }) => command?.split(' ').slice(0, 3).join(' '))).toEqual([
      'aws ec2 describe-instances',
      'aws cloudfront create-vpc-origin',
      'aws cloudfront get-distribution-config',
    ]);
    const going = finding(rule, of([instance({ state: 'shutting-down', address: ADDRESS })]));
    expect(going.remedy[0]?.command).toContain(`describe-addresses --region eu-west-1 --public-ips ${ADDRESS}`);
  });

  test('is ruled out where it runs, and not judged where its state was not seen', () => {
    expect(verdict(rule, of([instance()])).kind).toBe('ruled-out');
    const unseen = unavailable('denied', 'ec2:DescribeInstances');
    expect(verdict(rule, originEvidence({ instances: unseen }))).toMatchObject({
      kind: 'not-judged',
      permission: 'ec2:DescribeInstances',
    });
    expect(verdict(rule, originEvidence()).kind).toBe('not-applicable');
  });
});
