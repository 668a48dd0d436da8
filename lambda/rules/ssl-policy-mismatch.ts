import { commonGround } from '../cloudfront/common-ground.ts';
import { list, speaksTls } from '../dials.ts';
import { editConnection, sslProtocols } from '../remedies/edit-connection.ts';
import { changePolicy } from '../remedies/listener-policy.ts';
import { LIST_TLS_1_3, NEW_CERTIFICATE } from '../remedies/speak-tls.ts';
import { defineRule } from '../rule.ts';

/** The versions of the policy that `OriginSslProtocols` can list. */
const listable = (protocols: readonly string[]) =>
  ['TLSv1.2', 'TLSv1.1', 'TLSv1'].filter((one) => protocols.includes(one));

/**
 * The listener's security policy and CloudFront's offer share no version, or no cipher. AWS's API page calls
 * `OriginSslProtocols` a list of allowed versions, AWS's own TLS library takes the lowest as a minimum: where only the first
 * reading leaves nothing in common, nobody is accused before everything else. TLS 1.3 alone is no fault.
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html and
 * https://github.com/aws/s2n-tls/blob/main/tls/s2n_security_policies.c
 */
export const sslPolicyMismatch = defineRule({
  id: 'ssl-policy-mismatch',
  title: 'security policy of the listener without common ground',
  about: {
    whatHappens:
      "The load balancer's listener has a security policy whose versions of TLS are not those that the origin's `OriginSslProtocols` lists: a policy of TLS 1.2, say, and a list that was written down years ago.",
    whatCloudFrontDoes: 'Client and server find no version or cipher to speak, and CloudFront answers 502.',
    howToBeSure:
      "`aws elbv2 describe-ssl-policies --names POLICY` shows the policy's versions and ciphers; compare them with `OriginSslProtocols`. AWS's sources differ on whether that is a list or a minimum, so a change of the list is the test.",
    whatFixesIt: 'List `TLSv1.2` in `OriginSslProtocols`; or give the listener a policy that CloudFront can speak.',
    whatDoesNot:
      'A new certificate. `TLSv1.3` is no value of `OriginSslProtocols`; a listener with TLS 1.3 alone is well since November 2025.',
  },
  certainty: 'proven',
  needs: ['loadBalancer', 'listener', 'tlsPolicy'],
  uses: [],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
    'https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html',
    'https://github.com/aws/s2n-tls/blob/main/tls/s2n_security_policies.c',
  ],
  applies: (scene) => speaksTls(scene) && scene.origin.connection.type !== 's3',
  judge: ({ loadBalancer, listener: state, tlsPolicy }, { origin: { connection, domainName } }) => {
    if (state.kind !== 'found' || connection.type === 's3') return undefined;
    if (connection.type === 'vpc' && connection.unread)
      return { unseen: 'the settings of the VPC origin were not read' };
    const ground = commonGround(connection.sslProtocols, tlsPolicy);
    if (ground === 'some') return undefined;
    const { listener } = state;
    return {
      facts: { balancer: loadBalancer, listener, policy: tlsPolicy, listed: connection.sslProtocols, ground },
      witness: { kind: 'listener', key: listener.arn },
      reach: { failing: 1, seen: 1, of: [domainName] },
      ...(ground === 'disputed' && { certainty: 'likely' as const, lastResort: true }),
    };
  },
  explain: ({ balancer, listener, policy, listed, ground }, { origin }) => ({
    title:
      ground === 'disputed'
        ? `OriginSslProtocols allows ${list(listed)} alone, the listener of ${origin.domainName} speaks only ${list(policy.protocols)}`
        : `CloudFront and the listener of ${origin.domainName} share no version or cipher of TLS (${policy.name})`,
    explanation:
      ground === 'disputed'
        ? "By AWS's page OriginSslProtocols lists the versions that are allowed; then the two share none and CloudFront answers 502. By AWS's own TLS library the lowest is a minimum, and they would connect. Our dials go by the second, so they cannot decide."
        : `CloudFront offers ${list(listed)} and everything above; the policy takes ${list(policy.protocols)} with ${policy.ciphers.length} ciphers, none of which fits.`,
    evidence: [
      `Listener on port ${listener.port} of ${balancer.name} in ${balancer.region}: ${policy.name} (${list(policy.protocols)})`,
      `OriginSslProtocols: ${list(listed)}`,
    ],
  }),
  remedy: ({ balancer, listener, policy, ground }, scene) => {
    const [version] = listable(policy.protocols);
    const relist =
      ground === 'disputed' && version
        ? editConnection(`List ${version} in OriginSslProtocols`, scene, sslProtocols(version))
        : [];
    return [...relist, changePolicy(listener, balancer.region, relist.length > 0 ? 'Or give' : 'Give')];
  },
  deadEnds: () => [NEW_CERTIFICATE, LIST_TLS_1_3],
});
