import { defineRule } from '../rule.ts';
import { askedOf, ONE_PATH, readTheLog, SOUND_CONNECTION, unansweredBy } from '../unanswered.ts';

/**
 * CloudFront speaks HTTP/1.1 to origins and answers 502 where the answer cannot be read.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html
 */
export const answerMalformed = defineRule({
  id: 'answer-malformed',
  title: 'answer that is no valid HTTP',
  about: {
    whatHappens:
      'The connection is sound, and what comes back is no valid HTTP/1.1: a broken header line, another protocol inside TLS, an application that prints before its headers.',
    whatCloudFrontDoes: 'It cannot read the answer and answers 502.',
    howToBeSure: '`curl -v` on the same URL names the flaw it trips over.',
    whatFixesIt:
      "Correct what writes the answer: the application's headers, a proxy's configuration, or the port that the distribution names.",
    whatDoesNot: 'Certificates and TLS settings.',
  },
  certainty: 'likely',
  needs: ['answer'],
  uses: [],
  references: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html'],
  judge: ({ answer }, { origin }) => {
    if (answer.kind === 'answered' || answer.how !== 'malformed') return undefined;
    return unansweredBy(answer, origin);
  },
  explain: (answer, { origin }) => ({
    title: `Origin ${origin.domainName} answers with what is no valid HTTP`,
    explanation: `The connection is sound; what came back cannot be read as HTTP/1.1: a broken header, another protocol on this port, or endless interim answers. ${ONE_PATH}`,
    evidence: [askedOf(answer, 'no valid HTTP')],
  }),
  remedy: (answer) => [
    readTheLog(
      answer,
      'Make the same request: curl names the flaw. Then look at what writes the headers, and at the port in the distribution',
    ),
  ],
  deadEnds: () => SOUND_CONNECTION,
});
