import type { Step } from '../model/finding.ts';
import type { Target } from '../model/handshake.ts';
import { shellLine } from './shell.ts';
import { showChain } from './verify.ts';

/** RSA up to 4096 and ECDSA with 256 bits. */
const KEYS = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html';

/** A request for a certificate with a key that CloudFront takes for certain. */
export function requestOtherKey(target: Target): Step {
  return {
    action: `Put a certificate for ${target.serverName} with another key on the server: ECDSA P-256 or RSA 2048. For a request with a new key (publicly trusted, as before)`,
    command: shellLine(
      ...['openssl', 'req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
      ...['-keyout', 'key.pem', '-out', 'request.pem', '-subj', `/CN=${target.serverName}`],
    ),
    verify: showChain(target),
    reference: KEYS,
  };
}
