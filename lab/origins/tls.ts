import { createServer } from 'node:https';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { Issued } from '../authority.ts';
import { listen, type OriginServer } from '../loopback.ts';
import { answering, type HttpAnswer, SOUND } from './answer.ts';

export type TlsOrigin = {
  /** Sent as written, leaf first or not; the key is that of the first. */
  readonly chain?: readonly Issued[];
  /** Chains for some server names; `chain` answers every other. Without a `chain` other names are turned away with an alert. */
  readonly chains?: Readonly<Record<string, readonly Issued[]>>;
  readonly minVersion?: SecureContextOptions['minVersion'];
  readonly maxVersion?: SecureContextOptions['maxVersion'];
  /** OpenSSL's list; default: Node's. */
  readonly ciphers?: string;
  /** OpenSSL's list of groups; default: Node's. */
  readonly ecdhCurve?: string;
  readonly asksClientCertificate?: boolean;
  /** It asks, and goes no further without one. */
  readonly demandsClientCertificate?: boolean;
  /** Default: 200. */
  readonly answer?: HttpAnswer;
};

/** An HTTPS origin with the chain that the case wants seen. */
export function tlsOrigin({ chain, chains = {}, answer = SOUND, ...rest }: TlsOrigin): OriginServer {
  return (host) => {
    const { asksClientCertificate = false, demandsClientCertificate = false, ...versions } = rest;
    const contexts = new Map(Object.entries(chains).map(([name, own]) => [name, context(own, versions)]));
    const server = createServer(
      {
        ...(chain && material(chain)),
        ...versions,
        ca: [],
        requestCert: asksClientCertificate || demandsClientCertificate,
        rejectUnauthorized: demandsClientCertificate,
        SNICallback: (name, done) => done(null, contexts.get(name)),
      },
      answering(answer),
    );
    return listen(server, host);
  };
}

function context(chain: readonly Issued[], versions: SecureContextOptions): SecureContext {
  return createSecureContext({ ...material(chain), ...versions, ca: [] });
}

/** OpenSSL sends the certificates of one file in the order in which they stand there. */
function material(chain: readonly Issued[]): SecureContextOptions {
  return { cert: chain.map(({ pem }) => pem).join(''), key: chain[0]?.keyPem };
}
