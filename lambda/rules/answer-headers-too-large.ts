import { defineRule } from '../rule.ts';
import { askedOf, ONE_PATH, readTheLog, SOUND_CONNECTION, unansweredBy } from '../unanswered.ts';

/**
 * CloudFront bounds the headers that it takes from an origin.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
export const answerHeadersTooLarge = defineRule({
  id: 'answer-headers-too-large',
  title: 'answer with headers that are too large',
  about: {
    whatHappens:
      'The origin answers with more bytes of headers than a client takes: cookies that pile up, a token or debugging output in a header.',
    whatCloudFrontDoes: 'It does not take the answer and answers 502.',
    howToBeSure: '`curl -sS -D - -o /dev/null URL | wc -c` counts them; beyond 32 KiB we stop reading.',
    whatFixesIt:
      'Send fewer or shorter headers: drop cookies that are set again and again, move tokens and debugging out of headers.',
    whatDoesNot:
      "Certificates and TLS settings. A larger buffer in a proxy before the origin: CloudFront's limit stays.",
  },
  certainty: 'likely',
  needs: ['answer'],
  uses: [],
  references: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html'],
  judge: ({ answer }, { origin }) => {
    if (answer.kind === 'answered' || answer.how !== 'headers-too-large') return undefined;
    return unansweredBy(answer, origin);
  },
  explain: (answer, { origin }) => ({
    title: `Origin ${origin.domainName} answers with headers too large to take`,
    explanation: `The connection is sound; the headers of the answer ran beyond 32 KiB before they ended. ${ONE_PATH}`,
    evidence: [askedOf(answer, 'headers beyond 32 KiB')],
  }),
  remedy: (answer) => [
    readTheLog(
      answer,
      'Look at the headers of the same request, and at what the application sets there: repeated Set-Cookie, tokens, debugging',
    ),
  ],
  deadEnds: () => SOUND_CONNECTION,
});
