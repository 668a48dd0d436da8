import type { Origin } from '../model/distribution.ts';
import { defineRule } from '../rule.ts';
import { askedOf, ONE_PATH, readTheLog, SOUND_CONNECTION, type Unanswered, unansweredBy } from '../unanswered.ts';

/**
 * CloudFront answers 504 where the origin does not answer before its response timeout.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html
 */
export const originSlow = defineRule({
  id: 'origin-slow',
  title: 'no answer in time over a sound connection',
  about: {
    whatHappens:
      'The connection and TLS are sound, and then the origin says nothing: a stuck application, a full queue of workers, a slow database.',
    whatCloudFrontDoes:
      "It waits for the origin's response timeout (30 seconds unless set), tries GET and HEAD again, then answers 504.",
    howToBeSure:
      "Make the same request with `curl` and look how long the first byte takes; the origin's log says what it waited for. We mostly wait a shorter time than CloudFront does; then this is a notice, and the diagnosis inconclusive.",
    whatFixesIt:
      'Whatever makes the application answer: free workers, a faster query, a rollback; a longer response timeout only where the answer is known to take that long.',
    whatDoesNot: 'Certificates and TLS settings, invalidating the cache.',
  },
  certainty: 'likely',
  needs: ['answer'],
  uses: [],
  references: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-504-gateway-timeout.html'],
  judge: ({ answer }, { origin }) => {
    if (answer.kind === 'answered' || answer.how !== 'timed-out') return undefined;
    return { ...unansweredBy(answer, origin), leads: waitedAsCloudFrontDoes(answer, origin) };
  },
  explain: (answer, { origin }) => ({
    title: `Origin ${origin.domainName} took the request and did not answer within ${Math.round(answer.tookMs / 1000)} s${patience(answer, origin)}`,
    explanation: `Connection and handshake are sound; the application behind them is stuck or slow.${waits(origin.connection)} ${ONE_PATH}`,
    evidence: [askedOf(answer, 'no answer')],
  }),
  remedy: (answer) => [
    readTheLog(
      answer,
      "Time the first byte of the same request; then read the application's log for what it waits for: workers, database, another service",
    ),
  ],
  deadEnds: () => SOUND_CONNECTION,
});

/** An answer later than our patience but within CloudFront's would still reach viewers: that accuses nobody. */
function waitedAsCloudFrontDoes({ tookMs }: Unanswered, { connection }: Origin): boolean {
  return connection.type === 'custom' && tookMs >= connection.readTimeoutSeconds * 1_000;
}

function patience(answer: Unanswered, origin: Origin): string {
  if (origin.connection.type !== 'custom' || waitedAsCloudFrontDoes(answer, origin)) return '';
  return `; CloudFront waits ${origin.connection.readTimeoutSeconds} s`;
}

/** How long CloudFront waits, which is mostly longer than we do. */
function waits(connection: Origin['connection']): string {
  if (connection.type !== 'custom') return '';
  return ` CloudFront waits ${connection.readTimeoutSeconds} s before it answers 504; an answer later than ours but sooner than that would still reach viewers.`;
}
