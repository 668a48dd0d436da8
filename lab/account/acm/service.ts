import * as v from 'valibot';
import { AwsError } from '../errors.ts';
import type { CertificateFixture } from '../fixture/certificate.ts';
import { type Context, type Operation, operation, type Service } from '../service.ts';
import { jsonProtocol } from '../wire/json.ts';
import type { Answer } from '../wire/protocol.ts';
import { detailOf } from './certificate.ts';
import { listCertificates } from './list.ts';
import { certificatesHere } from './schema.ts';
import { searchCertificates } from './search.ts';

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html */
const CERTIFICATE_ARN = /^arn:[\w+=/,.@-]+:acm:[\w+=/,.@-]*:\d+:[\w+=,.@-]+(\/[\w+=,.@-]+)*$/;

function find(wanted: string, context: Context): CertificateFixture {
  const found = certificatesHere(context).find(({ arn }) => arn === wanted);
  if (!found) throw new AwsError(['ResourceNotFoundException', 400], `Could not find certificate ${wanted}.`);
  return found;
}

const describeCertificate = operation({
  input: v.strictObject({ CertificateArn: v.pipe(v.string(), v.regex(CERTIFICATE_ARN)) }),
  resource: ({ CertificateArn }) => CertificateArn,
  answer: ({ CertificateArn }, context): Answer => {
    return { value: { Certificate: detailOf(find(CertificateArn, context)) } };
  },
});

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_GetCertificate.html */
const getCertificate = operation({
  input: v.strictObject({ CertificateArn: v.pipe(v.string(), v.regex(CERTIFICATE_ARN)) }),
  resource: ({ CertificateArn }) => CertificateArn,
  answer: ({ CertificateArn }, context): Answer => {
    const { pem } = find(CertificateArn, context);
    if (!pem) {
      throw new AwsError(['RequestInProgressException', 400], `Certificate ${CertificateArn} is not yet issued.`);
    }
    return { value: { Certificate: pem.certificate, CertificateChain: pem.chain } };
  },
});

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['DescribeCertificate', describeCertificate],
  ['GetCertificate', getCertificate],
  ['SearchCertificates', searchCertificates],
  ['ListCertificates', listCertificates],
]);

/** AWS Certificate Manager, API version 2015-12-08. */
export const ACM: Service = {
  scope: 'acm',
  name: 'acm',
  protocol: jsonProtocol('1.1', 'CertificateManager'),
  operations: OPERATIONS,
};
