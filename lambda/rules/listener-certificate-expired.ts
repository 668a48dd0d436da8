import { refusedByCaa } from '../caa.ts';
import { daysAgo, isBefore, utc } from '../dates.ts';
import { list, speaksTls } from '../dials.ts';
import { judgeKept } from '../kept.ts';
import { keptOn, namesOf, UNSEEN_SIGHT, unseen } from '../kept-words.ts';
import { RESTART, REVIVE_IN_ACM, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { replaceKept } from '../remedies/kept.ts';
import { letAmazonIssue } from '../remedies/restore-renewal.ts';
import { isStuck, obstacleInFull } from '../renewal.ts';
import { defineRule } from '../rule.ts';

/**
 * Nothing could be dialled, and by its records the listener shows a certificate that is out of date: the one that SNI selects,
 * else the default one (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html).
 * CloudFront refuses it (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html).
 */
export const listenerCertificateExpired = defineRule({
  id: 'listener-certificate-expired',
  title: 'certificate out of date, by the records',
  about: {
    whatHappens:
      'The origin admits CloudFront alone (a firewall, or a VPC origin), so it cannot be asked. The records say what the listener of its load balancer shows for the name, and that certificate has expired, or is not valid yet.',
    whatCloudFrontDoes:
      'It breaks off the handshake and answers 502, as with any certificate that is out of date. How VPC origins are checked is not documented: there it is likely.',
    howToBeSure:
      '`aws elbv2 describe-listener-certificates`, then `aws acm describe-certificate` (`aws iam get-server-certificate` for one in IAM) of each that covers the name, else of the default one.',
    whatFixesIt: 'A certificate in date, in its place on the listener.',
    whatDoesNot: 'Opening the firewall for everybody: what CloudFront is shown stays as it is.',
  },
  certainty: 'proven',
  needs: ['listener', 'certificates', 'stored'],
  uses: UNSEEN_SIGHT,
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
  ],
  applies: speaksTls,
  judge(seen, scene) {
    const judged = judgeKept(seen, scene, ({ managed: { notBefore = '', notAfter } }) => {
      if (notAfter === undefined) return 'unknown';
      if (isBefore(notAfter, scene.examinedAt)) return { end: 'expired' as const, at: notAfter };
      return isBefore(scene.examinedAt, notBefore) ? { end: 'early' as const, at: notBefore } : undefined;
    });
    const isLate = judged && 'facts' in judged && judged.facts.first.fault.end === 'expired';
    return isLate ? { ...judged, breaksAt: judged.facts.first.fault.at } : judged;
  },
  explain(facts, { examinedAt, handshakes }) {
    const { fault, managed } = facts.first;
    const when = `${daysAgo(fault.at, examinedAt)} (${utc(fault.at)})`;
    return {
      title: `The certificate that the listener holds for ${list(namesOf(facts), 2)} ${fault.end === 'expired' ? `expired ${when}` : `is valid only from ${utc(fault.at)}`}`,
      explanation: `${unseen(facts, handshakes)} CloudFront refuses a certificate that is out of date and answers 502 itself.`,
      evidence: [...keptOn(facts), ...(isStuck(managed) ? [obstacleInFull(managed)] : [])],
    };
  },
  remedy: (facts, context) => [
    ...(refusedByCaa(facts.first.managed) ? letAmazonIssue(facts.first.managed) : []),
    ...replaceKept({ ...facts.first, listener: facts.listener }, namesOf(facts), context),
  ],
  deadEnds: ({ first: { managed } }) =>
    managed.type === 'AMAZON_ISSUED' ? [REVIVE_IN_ACM, RESTART, VIEWER_CERTIFICATE] : [RESTART, VIEWER_CERTIFICATE],
});
