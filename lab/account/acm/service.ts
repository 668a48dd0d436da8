import * as v from 'valibot';
import { AwsError } from '../errors.ts';
import { type Operation, operation, type Service } from '../service.ts';
import { jsonProtocol } from '../wire/json.ts';
import type { Answer } from '../wire/protocol.ts';
import { detailOf } from './certificate.ts';
import { listCertificates } from './list.ts';
import { certificatesHere } from './schema.ts';
import { searchCertificates } from './search.ts';

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html */
const CERTIFICATE_ARN = /^arn:[\w+=/,.@-]+:acm:[\w+=/,.@-]*:\d+:[\w+=,.@-]+(\/[\w+=,.@-]+)*$/;

const describeCertificate = operation({
  input: v.strictObject({ CertificateArn: v.pipe(v.string(), v.regex(CERTIFICATE_ARN)) }),
  resource: ({ CertificateArn }) => CertificateArn,
  answer: ({ CertificateArn }, context): Answer => {
    const found = certificatesHere(context).find(({ arn }) => arn === CertificateArn);
    if (!found) {
      throw new AwsError(['ResourceNotFoundException', 400], `Could not find certificate ${CertificateArn}.`);
    }
    return { value: { Certificate: detailOf(found) } };
  },
});

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['DescribeCertificate', describeCertificate],
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
