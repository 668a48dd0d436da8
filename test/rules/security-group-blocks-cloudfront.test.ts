import { describe, expect, test } from '@jest/globals';
import type { SecurityGroups } from '../../lambda/model/security-group.ts';
import { securityGroupBlocksCloudfront as rule } from '../../lambda/rules/security-group-blocks-cloudfront.ts';
import {
  customConnection,
  failedDial,
  finding,
  handshakes,
  loadBalancer,
  notApplicable,
  observed,
  origin,
  originEvidence,
  unavailable,
  verdict,
  vpcConnection,
} from '../evidence.ts';
import { gates, group, IPV4_LIST, IPV6_LIST, inbound, RANGES, S3_LIST } from '../security-groups.ts';

const silence = handshakes(failedDial({ kind: 'timed-out', phase: 'connect' }));
const evidence = (seen: SecurityGroups) =>
  originEvidence({ handshakes: silence, loadBalancer: observed(loadBalancer()), securityGroups: observed(seen) });
const found = (seen: SecurityGroups) => finding(rule, evidence(seen));
const READ = { ...IPV4_LIST, entries: RANGES };

describe('a security group that shuts CloudFront out', () => {
  test('is proven where no rule for the port holds an address of CloudFront', () => {
    expect(found(gates([inbound({ cidrs: ['10.0.0.0/8'] })]))).toMatchObject({
      certainty: 'proven',
      title: 'Security group sg-0a1b2c3d4e5f60718 does not admit CloudFront on port 443',
      explanation: expect.stringContaining('before load balancer shop'),
      witness: { kind: 'endpoint', key: 'origin.example.com:443' },
      evidence: [
        'Security groups in eu-west-1: sg-0a1b2c3d4e5f60718 (shop-alb)',
        'On port 443 they admit: 10.0.0.0/8',
        "CloudFront's IPv4 list there: pl-4fa04526, admitted on no port",
      ],
    });
  });

  test('names the port that the rule was left on', () => {
    const { title, evidence } = found(gates([inbound({ fromPort: 80, toPort: 80, prefixListIds: [IPV4_LIST.id] })]));
    expect(title).toBe('Security group sg-0a1b2c3d4e5f60718 admits CloudFront on port 80, not on 443, which it dials');
    expect(evidence[2]).toContain('admitted on 80');
  });

  test.each([
    [S3_LIST, 'it holds the addresses of another AWS service'],
    [IPV6_LIST, "it holds CloudFront's IPv6 addresses, none of those that it dials from over IPv4"],
  ])('names the wrong list: $name', (list, why) => {
    const wrong = found(gates([inbound({ prefixListIds: [list.id] })], { prefixLists: [READ, IPV6_LIST, S3_LIST] }));
    expect(wrong).toMatchObject({ certainty: 'proven', explanation: expect.stringContaining(why) });
    expect(wrong.title).toContain(`names the wrong prefix list on port 443: ${list.name}`);
  });

  test('is likely where ranges copied by hand miss some of CloudFront', () => {
    const seen = gates([inbound({ cidrs: [RANGES[0], RANGES[1]] })], { prefixLists: [READ] });
    expect(found(seen)).toMatchObject({
      certainty: 'likely',
      title: expect.stringContaining('one is missing'),
      explanation: expect.stringContaining(RANGES[2]),
    });
  });

  test('is likely, and a last resort, where the origin answers over the other family', () => {
    const seen = gates([inbound({ prefixListIds: [IPV4_LIST.id] })], { families: ['ipv6'], answering: ['ipv4'] });
    expect(verdict(rule, evidence(seen))).toMatchObject({ kind: 'found', lastResort: true });
    expect(verdict(rule, evidence(gates([])))).not.toHaveProperty('lastResort');
    expect(found(seen)).toMatchObject({
      certainty: 'likely',
      title: 'Security group sg-0a1b2c3d4e5f60718 does not admit CloudFront over IPv6 on port 443',
      explanation: expect.stringContaining('Over IPv4 the origin answers; CloudFront may use either.'),
    });
  });

  test('of several groups says that none admits it', () => {
    const { title, remedy } = found(gates([], { groups: [group([]), group([], { id: 'sg-2' })] }));
    expect(title).toBe('None of 2 security groups of the origin admits CloudFront on port 443');
    expect(remedy[0]?.command).toContain('--group-id sg-0a1b2c3d4e5f60718');
  });

  test.each([
    ['everybody', inbound({ cidrs: ['0.0.0.0/0'] })],
    ["CloudFront's list", inbound({ prefixListIds: [IPV4_LIST.id] })],
    ["all of CloudFront's ranges", inbound({ cidrs: RANGES })],
  ])('is ruled out by a rule for %s', (_what, one) => {
    expect(verdict(rule, evidence(gates([one], { prefixLists: [READ] }))).kind).toBe('ruled-out');
  });

  test('is not judged where the ranges cannot be compared: they may hold CloudFront', () => {
    const seen = gates([inbound({ cidrs: ['198.51.100.0/24'] })]);
    expect(verdict(rule, evidence(seen))).toMatchObject({
      kind: 'not-judged',
      reason: expect.stringContaining("CloudFront's address ranges could not be read"),
    });
  });

  test('says nothing of a VPC origin where another group or a private range is admitted: CloudFront may carry it', () => {
    const connection = { ...customConnection(), type: 'vpc', vpcOriginId: 'vo_1' } as const;
    const kind = (rules: Parameters<typeof gates>[0]) =>
      verdict(rule, { ...evidence(gates(rules)), origin: origin({ connection }) }).kind;
    expect(kind([inbound({ groupIds: ['sg-9'] })])).toBe('not-judged');
    expect(kind([inbound({ cidrs: ['10.0.0.0/8'] })])).toBe('not-judged');
    expect(kind([])).toBe('found');
    expect(kind([inbound({ prefixListIds: [IPV4_LIST.id] })])).toBe('ruled-out');
  });

  describe('behind a VPC origin', () => {
    const from = origin({ connection: vpcConnection() });
    const rules = [inbound({ groupIds: ['sg-9'] })];
    const of = (carriers: SecurityGroups['carriers'], admitted = rules) => ({
      ...evidence(gates(admitted, { ...(carriers && { carriers }), groups: [group(admitted, { vpcId: 'vpc-1' })] })),
      origin: from,
    });
    const APP = { id: 'sg-9', name: 'app' };

    test("a rule for CloudFront's own group lets it in", () => {
      const service = { id: 'sg-9', name: 'CloudFront-VPCOrigins-Service-SG' };
      expect(verdict(rule, of([service])).kind).toBe('ruled-out');
    });

    test('a rule for another group is likely why: it is named, and what CloudFront carries', () => {
      const found = finding(rule, of([APP]));
      expect(found).toMatchObject({
        certainty: 'likely',
        title: 'Security group sg-0a1b2c3d4e5f60718 admits sg-9 (app) on port 443, and not CloudFront',
        explanation: expect.stringContaining('CloudFront-VPCOrigins-Service-SG, which no rule for the port names'),
        evidence: expect.arrayContaining(['On port 443 they admit: carriers of sg-9 (app)']),
      });
      expect(found.remedy[1]?.command).toBe(
        'aws ec2 authorize-security-group-ingress --region eu-west-1 --group-id sg-0a1b2c3d4e5f60718 --protocol tcp --port 443 ' +
          '--source-group "$(aws ec2 describe-security-groups --region eu-west-1 --filters ' +
          "Name=group-name,Values=CloudFront-VPCOrigins-Service-SG Name=vpc-id,Values=vpc-1 --query 'SecurityGroups[].GroupId' --output text)\"",
      );
    });

    test('a group whose name is not known, or a range beside it, may mean CloudFront', () => {
      expect(verdict(rule, of([])).kind).toBe('not-judged');
      expect(verdict(rule, of([APP], [...rules, inbound({ cidrs: ['10.0.0.0/16'] })])).kind).toBe('not-judged');
    });

    test('no rule at all is proven to be why', () => {
      expect(finding(rule, of([], []))).toMatchObject({ certainty: 'proven' });
    });

    test('elsewhere a group of that name lets nobody in from the internet', () => {
      expect(found(gates(rules))).toMatchObject({ certainty: 'proven' });
      expect(found(gates(rules)).remedy).toHaveLength(1);
    });
  });

  test('before an instance names it, and of several addresses those that it has', () => {
    const before = { name: 'instance i-0abcdef1234567890', addresses: ['203.0.113.7'], dialled: 1 };
    const of = (more: Partial<typeof before>) => {
      const seen = observed(gates([], { before: { ...before, ...more } }));
      return finding(rule, originEvidence({ handshakes: silence, securityGroups: seen }));
    };
    expect(of({})).toMatchObject({
      certainty: 'proven',
      explanation: expect.stringContaining('No rule before instance i-0abcdef1234567890 holds'),
      reach: { failing: 1, seen: 1, of: ['203.0.113.7'] },
    });
    expect(of({}).explanation).not.toContain('now and then');
    expect(of({ dialled: 3 })).toMatchObject({
      explanation: expect.stringContaining("203.0.113.7 alone of the origin's 3 addresses"),
      reach: { failing: 1, seen: 3, of: ['203.0.113.7'] },
    });
  });

  test('is not judged unseen, and does not apply where a dial came about', () => {
    const kind = (securityGroups: ReturnType<typeof unavailable>) =>
      verdict(rule, originEvidence({ handshakes: silence, securityGroups })).kind;
    expect(kind(unavailable('denied', 'ec2:DescribeSecurityGroups'))).toBe('not-judged');
    expect(kind(notApplicable('a dial came about'))).toBe('not-applicable');
  });
});

describe('the remedy', () => {
  test("adds the Region's own list to the very group, and shows how to see it", () => {
    const [step, ...others] = found(gates([])).remedy;
    expect(others).toEqual([]);
    expect(step?.command).toBe(
      'aws ec2 authorize-security-group-ingress --region eu-west-1 --group-id sg-0a1b2c3d4e5f60718 --ip-permissions ' +
        `'[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"PrefixListIds":[{"PrefixListId":"pl-4fa04526","Description":"CloudFront"}]}]'`,
    );
    expect(step?.verify).toContain('describe-security-group-rules');
  });

  test('finds the list first where its id is not known', () => {
    const [find, admit] = found(gates([], { families: ['ipv6'], prefixLists: [] })).remedy;
    expect(find?.command).toContain(
      '--region eu-west-1 --filters Name=prefix-list-name,Values=com.amazonaws.global.ipv6',
    );
    expect(admit?.command).toContain('"PrefixListId":"PREFIX_LIST_ID"');
  });

  test('warns of opening the port to everybody', () => {
    expect(found(gates([])).deadEnds[0]?.tempting).toBe('Opening the port to 0.0.0.0/0');
  });
});
