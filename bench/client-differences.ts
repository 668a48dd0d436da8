import type { ChainCase } from './chain-cases.ts';
import type { ChainVerdict } from './chain-verdicts.ts';

/** Where CloudFront's client and a client of the public web part ways on purpose, and how that is known. */
type Difference = {
  readonly why: string;
  holds(one: ChainCase, ours: ChainVerdict, openssl: ChainVerdict | undefined): boolean;
};

const DIFFERENCES: readonly Difference[] = [
  {
    why: "CloudFront's origins have names: its TLS library matches DNS names only, never IP addresses (s2n-tls, s2n_verify_host_information)",
    holds: (one, ours) => one.hostname_kind === 'IP' && one.expected === 'ok' && ours.why === 'name',
  },
  {
    why: "AWS's TLS library accepts signatures with SHA-1 and MD5 in a chain: told as a last resort, by certificate-signature-weak",
    holds: acceptedIn('cert_weak_signature'),
  },
  {
    why: "keys are not accused: AWS's TLS library was seen to accept RSA from 1024 to 8192 bits and P-521; what it makes of odder ones is not known",
    holds: acceptedIn('cert_weak_key'),
  },
  {
    why: "AWS's TLS library accepts a leaf that says CA:TRUE",
    holds: acceptedIn('cert_leaf_is_ca'),
  },
  {
    why: "AWS's TLS library falls back to the common name where there is no SAN at all: a notice, by certificate-without-san",
    holds: acceptedIn('cert_no_san'),
  },
  {
    why: "beyond the core: `openssl verify` accepts it too, and AWS's TLS library checks chains with a library of that family",
    holds: (one, ours, openssl) => one.tier !== 'core' && ours.accepted && openssl?.accepted === true,
  },
  {
    why: "beyond the core: `openssl verify` refuses it too, and AWS's TLS library checks chains with a library of that family",
    holds: (one, ours, openssl) => one.tier !== 'core' && !ours.accepted && openssl?.accepted === false,
  },
  {
    why: "beyond the core: fields of a form that strict clients refuse (key identifiers of a root, an authority without a subject, a negative serial number, an explicit curve, a wildcard over a public suffix); whether CloudFront's client does is not known, so nobody is accused of it",
    holds: (one, ours) => one.tier !== 'core' && acceptedIn('cert_invalid')(one, ours, undefined),
  },
];

/** We accept what is refused for this cause and no other. */
function acceptedIn(cause: string): Difference['holds'] {
  return (one, ours) => ours.accepted && one.causes.length > 0 && one.causes.every((named) => named === cause);
}

/** Why our verdict differs from the one that a client of the public web would give, where that is meant. */
export function explanation(one: ChainCase, ours: ChainVerdict, openssl: ChainVerdict | undefined): string | undefined {
  return DIFFERENCES.find(({ holds }) => holds(one, ours, openssl))?.why;
}
