import { responder, WHO } from '../answered-by.ts';
import { daysAgo } from '../dates.ts';
import { describe, endpoint, list, reach, served, speaksTls, unique, where } from '../dials.ts';
import type { Observation } from '../model/evidence.ts';
import type { Answer } from '../model/handshake.ts';
import type { Listener, LoadBalancer, ManagedCertificate } from '../model/load-balancer.ts';
import { awaitDeployment, findWhoAnswers } from '../remedies/find-who-answers.ts';
import { defineRule, type Unseen } from '../rule.ts';
import { ENDS_TLS } from '../shown.ts';
import { type Stranger, strangersAt } from '../strangers.ts';
import { covers } from '../tls/names.ts';
import { soundPath } from '../tls/obstacles.ts';

type Facts = {
  readonly strangers: readonly [Stranger, ...Stranger[]];
  readonly partial: string;
  readonly listener: Listener;
  readonly balancer: LoadBalancer;
  /** The listener holds a later issue of what was served. */
  readonly successor?: ManagedCertificate;
};

/**
 * Every certificate of the listener is known by its serial number, and another one was served. Either something else answers at that
 * address, or ACM has renewed or got a new import a moment ago and the load balancer does not show it yet: ACM deploys
 * asynchronously (https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-renewal.html).
 */
export const answeredBySomethingElse = defineRule({
  id: 'answered-by-something-else',
  title: 'something else than the load balancer answering',
  about: {
    whatHappens:
      "What answers at the origin's address shows a certificate that is not among those of the load balancer's listener: a proxy, another CDN or another load balancer stands there, or DNS leads to an address that is no longer the load balancer's. Just after a renewal or an import it may be the load balancer itself, with the certificate of before.",
    whatCloudFrontDoes: 'It judges what it is shown, whoever shows it, and answers 502 where that is not good.',
    howToBeSure:
      'Compare the serial number that `openssl s_client` gets with those that `aws acm describe-certificate` tells for each certificate of the listener; compare what `dig` says for the origin with what it says for the load balancer.',
    whatFixesIt:
      'Let DNS lead to the load balancer, or mend the certificate where it is served. After a renewal: wait, or set the same certificate on the listener again.',
    whatDoesNot: 'Changing the certificates of the listener: it is not what answers.',
  },
  certainty: 'likely',
  needs: ['handshakes', 'loadBalancer', 'listener', 'certificates'],
  uses: ['answer'],
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-renewal.html',
  ],
  applies: speaksTls,
  judge: ({ handshakes, loadBalancer: balancer, listener: state, certificates }, { examinedAt }) => {
    const strange = strangersAt(handshakes, state, certificates);
    const [first, ...others] = strange ?? [];
    if (state.kind !== 'found' || !ENDS_TLS.has(state.listener.protocol)) return undefined;
    if (!strange || served(handshakes).length === 0) return NO_COMPARISON;
    if (!first) return undefined;
    const strangers: Facts['strangers'] = [first, ...others];
    const seen = served(handshakes);
    const { successor } = first;
    return {
      facts: { strangers, partial: where(strangers, seen), balancer, listener: state.listener, successor },
      witness: { kind: 'listener', key: state.listener.arn },
      reach: reach(strangers, seen),
      leads: strangers.some((one) => !isGood(one, examinedAt)),
    };
  },
  explain: ({ strangers, partial, balancer, listener, successor }, { origin, examinedAt, answer }) => {
    const [{ leaf }] = strangers;
    const ends = unique(strangers.map(({ target }) => endpoint(target)));
    const evidence = [
      `Served by ${list(ends, 3)}: ${describe(leaf)}`,
      `On the listener: ${listener.certificates.length === 1 ? listener.certificates[0]?.arn : `${listener.certificates.length} certificates, none with this serial number`}`,
      ...who(answer, origin),
    ];
    return successor
      ? {
          title: `The listener of ${balancer.name} holds a newer certificate than ${origin.domainName} shows${partial}`,
          explanation: `It was issued ${daysAgo(successor.notBefore ?? '', examinedAt)} for the same names. ACM hands a renewed or imported certificate to the load balancer some time later; if that was long ago, something else answers at that address.`,
          evidence,
        }
      : {
          title: `Something else than the load balancer ${balancer.name} answers as ${origin.domainName}${partial}`,
          explanation: `None of the certificates on its listener was served. A proxy, another CDN or another load balancer stands at that address, or DNS leads to an old one: what is changed on this listener changes nothing there.`,
          evidence,
        };
  },
  remedy: ({ strangers: [first], balancer, listener, successor }, { origin }) =>
    successor
      ? awaitDeployment(successor, listener, first.target)
      : findWhoAnswers(first.target, origin.domainName, balancer),
  deadEnds: ({ successor }) => (successor ? [] : [ON_THE_LISTENER]),
});

const NO_COMPARISON: Unseen = {
  unseen: 'what was served and what the listener holds could not be compared',
  need: 'certificates',
};

const ON_THE_LISTENER = {
  tempting: "Replacing the certificate on the load balancer's listener",
  why: 'It is not what answers. Mend what does, or let DNS lead to the load balancer.',
};

/** Whether CloudFront would take it, dates, name and path. */
function isGood({ leaf, chain, path, target }: Stranger, at: string): boolean {
  const named = target.acceptedNames.some((name) => covers(leaf, name));
  return named && path !== undefined && soundPath(chain, path, at) !== undefined;
}

/** Who answered over HTTP, where the headers tell it apart from a load balancer. */
function who(answer: Observation<Answer>, origin: Parameters<typeof responder>[1]): string[] {
  if (answer.status !== 'observed' || answer.value.kind !== 'answered') return [];
  const { headers } = answer.value;
  const server = headers.server ? ` (server: ${headers.server.slice(0, 60)})` : '';
  return [`By its headers the answer came from ${WHO[responder(headers, origin)]}${server}`];
}
