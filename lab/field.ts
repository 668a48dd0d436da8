/** One incident that somebody told of in public: where, what it was, and the cases that stage it. */
export type FieldCase = {
  readonly what: string;
  /** URLs; none where it was told without a public thread. */
  readonly sources: readonly string[];
  readonly shown: readonly {
    readonly case: string;
    /** The rule that tells the cause that was found then, as a finding or a notice; none where nobody could know it. */
    readonly rule?: string;
  }[];
};

const on = (...paths: readonly string[]) => paths.map((path) => `https://github.com/${path}`);

/** Incidents of the field, the oldest kind of mistake first. docs/field.md is made of it; `test/field.test.ts` holds the cases to it. */
export const FIELD: readonly FieldCase[] = [
  {
    what: 'Host is forwarded to a load balancer, and its author opens the cloudfront.net name, which no certificate covers',
    sources: on('widdix/aws-cf-templates/issues/68'),
    shown: [
      { case: 'viewer-by-cloudfront-name', rule: 'certificate-name-mismatch' },
      { case: 'viewer-by-cloudfront-name-in-the-logs', rule: 'certificate-name-mismatch' },
    ],
  },
  {
    what: 'A load balancer picked from the console’s list: the origin is a name that no certificate can carry',
    sources: ['https://zenn.dev/devcamp/articles/f488e3d22ff63e'],
    shown: [{ case: 'load-balancer-picked-from-list', rule: 'load-balancer-name-as-origin' }],
  },
  {
    what: 'The application’s own port goes past nginx; on the right port the certificate lacks the origin’s sub-domain',
    sources: on(
      'Safecast/safecast-new-map/blob/f5a8683bb42326f69e808b6ef46dcc40e37a94f4/docs/CLOUDFRONT_MCP_TROUBLESHOOTING.md',
    ),
    shown: [
      { case: 'wrong-port-first', rule: 'origin-not-tls' },
      { case: 'origin-subdomain-not-on-certificate', rule: 'certificate-name-mismatch' },
    ],
  },
  {
    what: 'Caddy has no certificate for the Host that a policy forwards; the ECDSA key was suspected and is well',
    sources: on('openrung/openrung/pull/58'),
    shown: [{ case: 'server-name-rejected', rule: 'server-name-rejected' }],
  },
  {
    what: 'The same through two policies at once; TLS 1.3 alone was suspected and is well',
    sources: on(
      'Aquaticat/Monochromatic/blob/365b1b4f197040cb8c0ad8ca80f52ab014c79db7/TROUBLESHOOTING.aws-cloudfront-mirror.md',
    ),
    shown: [{ case: 'server-name-rejected-two-policies', rule: 'server-name-rejected' }],
  },
  {
    what: 'IIS without a default certificate resets hosts that scanners make up under a wildcard alias; the sites are well',
    sources: [],
    shown: [
      { case: 'stray-host-reset', rule: 'server-name-rejected' },
      { case: 'stray-scanner-host', rule: 'server-name-rejected' },
      { case: 'stray-hosts-in-the-logs', rule: 'only-unknown-hosts-fail' },
    ],
  },
  {
    what: 'An ingress logs handshakes that complete and end without a request; why was never told',
    sources: on('kubernetes/ingress-nginx/issues/2160'),
    shown: [{ case: 'pass-through-closed-to-us' }],
  },
  {
    what: 'A cluster’s upgrade lost the intermediate certificates, and caches hid it for a day',
    sources: ['https://laupow.github.io/2018/05/tls-misconfiguration-how-cloudfront-noticed-first'],
    shown: [{ case: 'chain-lost-in-upgrade', rule: 'chain-incomplete' }],
  },
  {
    what: 'Renewals went over from RSA to ECDSA, and CloudFront failed; why was never told, and P-256 works today',
    sources: ['https://cloudgov.statuspage.io/incidents/vz9t74zm7zw8'],
    shown: [{ case: 'key-type-changed' }],
  },
  {
    what: 'A list of protocols without TLS 1.2 before a listener that speaks nothing else',
    sources: on('DFE-Digital/teaching-vacancies/pull/20'),
    shown: [{ case: 'ssl-policy-mismatch', rule: 'ssl-policy-mismatch' }],
  },
  {
    what: 'A CloudFront Function names a load balancer and no protocol, so that CloudFront asks it on 443',
    sources: on('anomalyco/sst/issues/6742', 'anomalyco/sst/issues/6743'),
    shown: [{ case: 'edge-function-names-origin', rule: 'listener-missing' }],
  },
  {
    what: 'An S3 website endpoint dialled as the viewer comes',
    sources: on('laurilehmijoki/s3_website/issues/152'),
    shown: [{ case: 's3-website-match-viewer', rule: 's3-website-over-https' }],
  },
  {
    what: 'A certificate moved the listener to 443; security group and origin stayed on 80',
    sources: on('yc-software/qm/issues/340', 'yc-software/qm/pull/363'),
    shown: [{ case: 'listener-moved-from-80', rule: 'listener-missing' }],
  },
  {
    what: 'The application still boots behind targets that count as healthy',
    sources: ['https://velog.io/@sh1623/AWS-Cloud-Front-503-Error'],
    shown: [{ case: 'app-booting-behind-healthy-targets', rule: 'origin-answers-5xx' }],
  },
  {
    what: 'A Lambda@Edge function returns an origin that is none',
    sources: on(
      'aws-amplify/amplify-hosting/issues/3701',
      'aws-amplify/amplify-hosting/issues/2357',
      'aws-amplify/amplify-cli/issues/8604',
    ),
    shown: [{ case: 'edge-function-failing', rule: 'edge-function-failing' }],
  },
  {
    what: 'Pods that want HTTPS behind a target group that speaks HTTP: the load balancer’s own 502',
    sources: on('kubernetes-sigs/aws-load-balancer-controller/issues/3163'),
    shown: [{ case: 'target-speaks-https', rule: 'origin-answers-5xx' }],
  },
];

const HEAD = `# From the field

Incidents that people told of in public, and the cases of the lab that stage them with made-up names:
\`npm run demo -- --case ID\`. Where nobody could know the cause, the diagnosis must end inconclusive and accuse nothing. Made of
\`lab/field.ts\` by \`npm run origins\`.

| What happened | Told in | Case | What is told |
| --- | --- | --- | --- |
`;

/** docs/field.md. */
export function fieldPage(field: readonly FieldCase[] = FIELD): string {
  const rows = field.map(({ what, sources, shown }) =>
    [
      what,
      sources.map((url, index) => `[${index + 1}](${url})`).join(' ') || 'no public thread',
      shown.map((one) => `\`${one.case}\``).join(' '),
      [...new Set(shown.map(({ rule }) => (rule ? `[${rule}](causes.md#${rule})` : 'inconclusive')))].join(' '),
    ].join(' | '),
  );
  return `${HEAD}${rows.map((row) => `| ${row} |\n`).join('')}`;
}
