import { list, partly, speaksTls } from '../dials.ts';
import { endOf, widened } from '../handshake-faults.ts';
import { endsTold, judgeRefused } from '../refused-dials.ts';
import { SIGHT } from '../remedies/serving.ts';
import { allowProtocol, LIST_TLS_1_3, NEW_CERTIFICATE, speakTls } from '../remedies/speak-tls.ts';
import { showChain } from '../remedies/verify.ts';
import { defineRule } from '../rule.ts';

/**
 * The origin speaks only versions below the lowest of `OriginSslProtocols`. AWS documents a list of allowed versions
 * (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html), AWS's own TLS library a minimum
 * (https://github.com/aws/s2n-tls/blob/main/tls/s2n_security_policies.c): likely and no more. TLS 1.3 alone is no fault.
 */
export const protocolMismatch = defineRule({
  id: 'protocol-mismatch',
  title: 'no version of TLS in common',
  about: {
    whatHappens:
      'The origin speaks no version of TLS that CloudFront offers it: mostly an old server that ends at TLS 1.0 or 1.1.',
    whatCloudFrontDoes: 'It offers the versions of `OriginSslProtocols` and TLS 1.3, is refused, and answers 502.',
    howToBeSure:
      '`openssl s_client -tls1_1 -cipher ALL:@SECLEVEL=0` completes where `-tls1_2` and `-tls1_3` are refused.',
    whatFixesIt: 'TLS 1.2 or 1.3 on the origin; as a stop-gap an older version in `OriginSslProtocols`.',
    whatDoesNot: 'A new certificate. An origin with TLS 1.3 alone is well: CloudFront speaks it since November 2025.',
  },
  certainty: 'likely',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html',
    'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html',
    'https://github.com/aws/s2n-tls/blob/main/tls/s2n_security_policies.c',
  ],
  applies: speaksTls,
  judge: ({ handshakes }, scene) => judgeRefused('protocol-mismatch', handshakes, scene),
  explain({ first, failing, seen, where, all }, { origin }) {
    const good = widened(first, all);
    const spoken = good?.protocol;
    const how = good?.asked === 'legacy' ? `for ${good.cipher} by hand` : 'with every version';
    const offered = `CloudFront offers ${list(first.target.protocols)} and TLSv1.3 here`;
    const explanation = `${offered}, and the origin ended the handshake with ${endOf(first)}. ${spoken ? `Asked ${how}, it chose ${spoken}.` : 'What it speaks instead we could not find out.'}`;
    return {
      title: `Origin ${origin.domainName} speaks ${spoken ? `only ${spoken}, which CloudFront does not offer it` : 'no version of TLS that CloudFront offers it'}${where}`,
      explanation: `${explanation}${partly(failing, seen)}`,
      evidence: endsTold(first, failing),
    };
  },
  remedy: ({ first, all }, context) => [
    ...speakTls('`ssl_protocols TLSv1.2 TLSv1.3;`', showChain(first.target), context),
    ...allowProtocol(widened(first, all)?.protocol ?? '', context),
  ],
  deadEnds: () => [LIST_TLS_1_3, NEW_CERTIFICATE],
});
