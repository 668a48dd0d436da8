import { cut, list } from '../dials.ts';
import { strangersIn } from '../logged.ts';
import { defineDistributionRule } from '../rule.ts';

/**
 * Every failed request of the log asks for a host that no alias names: scanners try made-up names under a wildcard alias. Where
 * nearly all ask for the distribution's own name it is somebody who was given that. CloudFront logs the viewer's Host as `x-host-header`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
export const onlyUnknownHostsFail = defineDistributionRule({
  id: 'only-unknown-hosts-fail',
  title: 'errors of unknown hosts alone',
  about: {
    whatHappens:
      'Scanners and crawlers ask for host names that nobody serves, under a wildcard alias most often. The origin turns them away, and that counts as 5xx. The sites themselves are well.',
    whatCloudFrontDoes:
      'It takes every host that an alias covers, sends it on where Host is forwarded, and answers 502 where the origin refuses the name.',
    howToBeSure:
      'Count the 5xx lines of the access logs by `x-host-header`: not one of them has a host that is an alias by name.',
    whatFixesIt:
      'Nothing needs mending tonight. Later: a site on the origin that answers every unknown host with 404, no wildcard alias, or a function at the edge that turns unknown hosts away.',
    whatDoesNot: 'A certificate for each name that a scanner makes up.',
  },
  certainty: 'proven',
  needs: ['accessLog', 'traffic'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html',
  ],
  // A host that no tenant is known by may be that of one who was not seen.
  applies: ({ distribution: { aliases, tenancy } }) =>
    !tenancy?.isCut && aliases.some((alias) => !alias.startsWith('*')),
  judge({ accessLog, traffic }, { distribution }) {
    const strangers = strangersIn(accessLog, traffic, distribution);
    if (!strangers || 'unseen' in strangers) return strangers;
    const { hosts } = strangers;
    return {
      facts: { ...strangers, logGroup: accessLog.logGroup },
      witness: { kind: 'distribution', key: distribution.id },
      reach: { failing: hosts.length, seen: hosts.length, of: hosts.slice(0, 10).map(({ name }) => name) },
      // Whoever serves a site for each customer under a wildcard alias has no other list of them.
      certainty: strangers.isWhole && strangers.wild.length === 0 ? 'proven' : 'likely',
    };
  },
  explain({ hosts, known, wild, total, logGroup }) {
    const names = hosts.map(({ name }) => cut(name, 60));
    const counts = hosts.slice(0, 3).map(({ name, count }) => `${cut(name, 60)} ${count}`);
    return {
      title: `Only hosts that no alias names fail (${list(names, 2)}): noise of scanners`,
      explanation: `All ${total} failed requests in the access logs ask for a host that is no alias by name; ${list(known, 2)} had none. Viewers of the sites do not meet these errors.${unlessYours(wild)}`,
      evidence: [`Logged: ${counts.join(', ')}`, `Log group: ${logGroup}`],
    };
  },
  remedy: () => [
    {
      action:
        'See whether one of these hosts is a site of yours; if none is, nothing is to be mended tonight: the sites are well',
    },
    {
      action:
        'So that it wakes nobody again: let the origin answer unknown hosts with 404 (a catch-all site with any certificate that covers the wildcard), or drop the wildcard alias, or turn unknown hosts away with a CloudFront function on viewer request',
      reference: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html',
    },
  ],
  deadEnds: () => [
    {
      tempting: 'Requesting certificates for the names that fail',
      why: 'Scanners make names up; there is always another one.',
    },
  ],
});

/** A sentence with a leading blank, or nothing. */
function unlessYours(wild: readonly string[]): string {
  if (wild.length === 0) return '';
  return ` A wildcard alias lets anyone ask for any name under it; were ${cut(wild[0] ?? '', 60)} a site of yours, it would be that site which fails.`;
}
