import { refusedByCaa } from '../caa.ts';
import { speaksTls, told } from '../dials.ts';
import { lapseMeaning, lapseWords, mendLapse, worstLapse } from '../lapse.ts';
import { RESTART, REVIVE_IN_ACM, VIEWER_CERTIFICATE } from '../remedies/dead-ends.ts';
import { SIGHT } from '../remedies/serving.ts';
import { isStuck, obstacle, obstacleInFull } from '../renewal.ts';
import { defineRule } from '../rule.ts';

const RENEWS = 'ACM renews a certificate by itself only while it can confirm every name on it, and this it could not.';

const RENEW_BY_HAND = {
  tempting: 'Renewing it by hand (`aws acm renew-certificate`)',
  why: 'That is for exported private certificates. A public one is renewed by ACM, once it can confirm the names.',
};

/**
 * ACM renews a certificate that is validated by DNS only while it is in use and every CNAME stays in public DNS; one that
 * has expired is no longer eligible. https://docs.aws.amazon.com/acm/latest/userguide/dns-renewal-validation.html
 */
export const acmRenewalFailed = defineRule({
  id: 'acm-renewal-failed',
  title: 'failed ACM renewal',
  about: {
    whatHappens:
      'ACM could not renew the certificate on the listener: the CNAME that proves control of a name was removed from public DNS, or nobody answered the validation e-mail. The certificate then expires.',
    whatCloudFrontDoes:
      'Nothing, until the certificate expires. From then on it breaks off the handshake and answers 502.',
    howToBeSure:
      '`aws acm describe-certificate` shows `RenewalSummary` with `FAILED` or `PENDING_VALIDATION`, and the serial number is the one that `openssl s_client` gets.',
    whatFixesIt:
      'While it is in date: restore the record, and ACM renews by itself. Once expired: a new certificate, put in its place on the listener.',
    whatDoesNot:
      'Restoring the record of an expired certificate: ACM does not renew it any more. `RenewCertificate` is for exported private certificates only.',
  },
  certainty: 'proven',
  needs: ['handshakes', 'certificates'],
  uses: SIGHT,
  references: [
    'https://docs.aws.amazon.com/acm/latest/userguide/dns-renewal-validation.html',
    'https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html',
  ],
  applies: speaksTls,
  judge: ({ handshakes, certificates }, { examinedAt }) =>
    worstLapse(
      certificates.filter((one) => isStuck(one) && !refusedByCaa(one)),
      handshakes,
      examinedAt,
    ),
  explain: (lapse, { examinedAt, listener }) => ({
    title: `${lapseWords(lapse, examinedAt)}: ACM could not renew it, ${obstacle(lapse.managed)}`,
    explanation: `${RENEWS} ${lapseMeaning(lapse, examinedAt)}`,
    evidence: [...told(lapse.hit, listener), obstacleInFull(lapse.managed)],
  }),
  remedy: mendLapse,
  deadEnds: ({ hit }) => (hit.length > 0 ? [REVIVE_IN_ACM, RESTART, VIEWER_CERTIFICATE] : [RENEW_BY_HAND]),
});
