import { judgeEach, partly, reach, served, speaksTls, told, where } from '../dials.ts';
import { SIGHT } from '../remedies/serving.ts';
import { speakTls } from '../remedies/speak-tls.ts';
import { showChain } from '../remedies/verify.ts';
import { defineRule } from '../rule.ts';

/**
 * Offered everything up to TLS 1.3, the origin chose a version below 1.2, which the distribution lists for it. Both are deprecated
 * since 2021, SSLv3 since 2015. https://www.rfc-editor.org/rfc/rfc8996 and https://www.rfc-editor.org/rfc/rfc7568
 */
export const oldProtocolOnly = defineRule({
  id: 'old-protocol-only',
  title: 'deprecated version of TLS',
  about: {
    whatHappens:
      'Offered everything up to TLS 1.3, the origin chooses TLS 1.1, 1.0 or SSLv3: it speaks nothing newer. The distribution lists that version, so it works.',
    whatCloudFrontDoes: 'Nothing: it speaks what the distribution lists.',
    howToBeSure: '`openssl s_client -tls1_2` is refused; with the older version it completes.',
    whatFixesIt: 'TLS 1.2 or later on the origin, then TLSv1.2 as the lowest version in the distribution.',
    whatDoesNot: "Nothing need be done for CloudFront's sake. TLSv1.2 in the distribution alone breaks this origin.",
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://www.rfc-editor.org/rfc/rfc8996',
    'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html',
  ],
  warning: true,
  applies: speaksTls,
  judge({ handshakes }) {
    const agreed = served(handshakes).filter((one) => one.agreed !== undefined);
    const faults = judgeEach(agreed, ({ agreed: { protocol = '' } = {} }) =>
      OLD.has(protocol) ? protocol : undefined,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    const witness = { kind: 'endpoint', key: `${first.target.serverName}:${first.target.port}` } as const;
    return { facts: faults, witness, reach: reach(failing, seen) };
  },
  explain: ({ first, failing, seen }, { origin, listener }) => ({
    title: `${origin.domainName} agrees on ${first.fault} and nothing newer, which is deprecated${where(failing, seen)}`,
    explanation: `The distribution lists it, so CloudFront speaks it too.${partly(failing, seen)}`,
    evidence: told(failing, listener),
  }),
  remedy: ({ first }, context) => speakTls('`ssl_protocols TLSv1.2 TLSv1.3;`', showChain(first.target), context),
  deadEnds: () => [],
});

const OLD: ReadonlySet<string> = new Set(['SSLv3', 'TLSv1', 'TLSv1.1']);
