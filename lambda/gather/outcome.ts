import type { Certificate } from '../model/certificate.ts';
import type { HandshakeOutcome } from '../model/handshake.ts';
import { type Alert, alertName, endsHandshake } from '../tls/alert.ts';
import { looksLikeTls } from '../tls/records.ts';
import { printable } from '../tls/text.ts';
import type { ServerFlight } from '../tls/wire.ts';
import { readServerFlight } from '../tls/wire.ts';
import type { WireEnd } from './tap.ts';
import { firstLine } from './without-secrets.ts';

/** What was seen of a handshake that did not complete. */
export type Failure = {
  /** What TLS on our side said, e.g. `unsupported protocol`; absent where time was up. */
  readonly reason?: string;
  readonly inbound: Uint8Array;
  readonly flight: ServerFlight;
  /** Certificates of the flight, where all of them can be read. */
  readonly chain: readonly Certificate[] | undefined;
  readonly lastSent: Uint8Array;
  readonly wireEnd: WireEnd | undefined;
  readonly overflowed: boolean;
};

/** The number of the alert with which we refuse a version below the lowest that we offer. https://www.rfc-editor.org/rfc/rfc8446#section-6.2 */
const PROTOCOL_VERSION = 70;

/** Names the end of a handshake that did not complete, by alert numbers and by who hung up: words differ from one OpenSSL to the next. */
export function failedOutcome(failure: Failure): HandshakeOutcome {
  const { flight, inbound, reason, wireEnd, overflowed } = failure;
  const alert = flight.alerts.find((one) => endsHandshake(one, flight.protocol));
  if (alert) return told(alert, failure);
  if (inbound.length > 0 && !looksLikeTls(inbound))
    return { kind: 'not-tls', firstBytes: printable(firstLine(inbound)) };
  if (overflowed) return { kind: 'malformed', what: `${reason ?? 'a flood of bytes'}` };
  const ours = ownAlert(failure.lastSent);
  if (ours?.code === PROTOCOL_VERSION) return { ...told(ours, failure), sentByUs: true };
  if (wireEnd) return { kind: wireEnd === 'reset' ? 'reset' : 'closed', phase: phaseOf(inbound), ...requested(flight) };
  if (reason === undefined) return { kind: 'timed-out', phase: 'handshake' };
  return { kind: 'malformed', what: flight.malformed ?? reason };
}

/** How far it got when the other side hung up. */
function phaseOf({ length }: Uint8Array): 'hello' | 'handshake' {
  return length > 0 ? 'handshake' : 'hello';
}

function told({ code }: Alert, { chain, flight }: Failure): Extract<HandshakeOutcome, { kind: 'alert' }> {
  return { kind: 'alert', code, description: alertName(code), ...(chain?.length && { chain }), ...requested(flight) };
}

/** Whether we were asked for a certificate; nothing where not. */
function requested({ clientCertificateRequested }: ServerFlight): { readonly clientCertificateRequested?: true } {
  return clientCertificateRequested ? { clientCertificateRequested: true } : {};
}

/** The alert with which we gave up, where it went out in the clear. */
function ownAlert(lastSent: Uint8Array): Alert | undefined {
  return readServerFlight(lastSent).alerts.find((alert) => endsHandshake(alert));
}
