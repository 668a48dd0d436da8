import { completed, cut, judgeEach, partly, reach, shortName, speaksTls, told, where } from '../dials.ts';
import { BROWSER, RESTART, SKIP_VERIFICATION } from '../remedies/dead-ends.ts';
import { replaceCertificate } from '../remedies/replace-certificate.ts';
import { toReplace } from '../remedies/replacement.ts';
import { SIGHT } from '../remedies/serving.ts';
import { defineRule } from '../rule.ts';

/**
 * The issuer's certificate is there, by its name and by the identifier of its key, and that key did not make the signature: the
 * file was damaged, or tampered with. Without a signature that holds nothing leads to an authority that CloudFront trusts
 * (https://www.rfc-editor.org/rfc/rfc5280#section-6.1.3;
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html).
 */
export const certificateSignatureInvalid = defineRule({
  id: 'certificate-signature-invalid',
  title: 'signature that does not hold',
  about: {
    whatHappens:
      'A certificate of the chain names the issuer that was sent with it, but its signature was not made by that key, or the bytes have changed since.',
    whatCloudFrontDoes: 'It finds no path to an authority that it trusts, breaks off the handshake and answers 502.',
    howToBeSure: '`openssl verify -untrusted chain.pem leaf.pem` says `certificate signature failure`.',
    whatFixesIt: 'The file as the authority issued it; else a new certificate.',
    whatDoesNot: 'Sending more certificates, or the root.',
  },
  certainty: 'proven',
  needs: ['handshakes'],
  uses: SIGHT,
  references: [
    'https://www.rfc-editor.org/rfc/rfc5280#section-6.1.3',
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html',
  ],
  applies: speaksTls,
  judge({ handshakes }) {
    const faults = judgeEach(completed(handshakes), ({ path, chain }) =>
      path.kind === 'signature-invalid' ? { issuer: path.issuer, certificate: chain[path.at] } : undefined,
    );
    if (!faults || 'unseen' in faults) return faults;
    const { first, failing, seen } = faults;
    const key = first.fault.certificate?.fingerprint ?? first.leaf.fingerprint;
    return { facts: faults, witness: { kind: 'certificate', key }, reach: reach(failing, seen) };
  },
  explain({ first, failing, seen }, { origin, listener }) {
    const { issuer, certificate } = first.fault;
    const subject = certificate?.subject ?? '';
    return {
      title: `A signature in the certificate chain on ${origin.domainName} does not hold${where(failing, seen)}`,
      explanation: `${shortName(subject)} names ${shortName(issuer)} as its issuer, whose key did not sign these bytes. CloudFront trusts nothing below a broken signature.${partly(failing, seen)}`,
      evidence: [...told(failing, listener), `Broken: ${certificate?.signature ?? 'signature'} on ${cut(subject)}`],
    };
  },
  remedy: (faults, context) => replaceCertificate(toReplace(faults, context), context),
  deadEnds: () => [RESTART, BROWSER, SKIP_VERIFICATION],
});
