import type { InboundRule, PrefixList, SecurityGroup, SecurityGroups } from '../lambda/model/security-group.ts';
import { REGION } from './evidence.ts';

/** Some of CloudFront's ranges. */
export const RANGES = ['15.158.0.0/16', '64.252.64.0/18', '130.176.0.0/17'] as const;

/** CloudFront's lists as the Region shows them; entries unread. */
export const IPV4_LIST: PrefixList = {
  id: 'pl-4fa04526',
  name: 'com.amazonaws.global.cloudfront.origin-facing',
  isOfAws: true,
  family: 'ipv4',
};
export const IPV6_LIST: PrefixList = {
  id: 'pl-0f00e1ae',
  name: 'com.amazonaws.global.ipv6.cloudfront.origin-facing',
  isOfAws: true,
  family: 'ipv6',
};
export const S3_LIST: PrefixList = {
  id: 'pl-6da54004',
  name: `com.amazonaws.${REGION}.s3`,
  isOfAws: true,
  family: 'ipv4',
};

/** A rule for TCP port 443 that admits nobody yet. */
export function inbound(rule: Partial<InboundRule> = {}): InboundRule {
  return { fromPort: 443, toPort: 443, cidrs: [], prefixListIds: [], groupIds: [], ...rule };
}

/** One group. */
export function group(rules: readonly InboundRule[], more: Partial<SecurityGroup> = {}): SecurityGroup {
  return { id: 'sg-0a1b2c3d4e5f60718', name: 'shop-alb', rules, ...more };
}

/** One group with these rules, looked at since no dial over IPv4 came about; CloudFront's lists are known by name. */
export function gates(rules: readonly InboundRule[], more: Partial<SecurityGroups> = {}): SecurityGroups {
  return {
    region: REGION,
    port: 443,
    families: ['ipv4'],
    answering: [],
    groups: [group(rules)],
    prefixLists: [IPV4_LIST, IPV6_LIST],
    ...more,
  };
}
