import type { CertificateFixture, RecordFixture, ValidationFixture } from '../fixture/certificate.ts';
import { hexOf } from '../names.ts';
import type { Wire } from '../wire/value.ts';

/**
 * The CNAME record that ACM asks for to validate a name by DNS; a wildcard shares the record of the name under it.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function validationRecord(domainName: string): RecordFixture {
  const domain = domainName.replace(/^\*\./, '');
  return {
    name: `_${hexOf(`name ${domain}`, 32)}.${domain}.`,
    type: 'CNAME',
    value: `_${hexOf(`value ${domain}`, 32)}.${hexOf(`zone ${domain}`, 10)}.acm-validations.aws.`,
  };
}

/** The certificate's domain name and its alternative names, each once. */
export function namesOf({ domainName, alternativeNames = [] }: CertificateFixture): readonly string[] {
  return [...new Set([domainName, ...alternativeNames])];
}

/** `DomainValidation` for every name: as told, or else with `status`. https://docs.aws.amazon.com/acm/latest/APIReference/API_DomainValidation.html */
export function validationsOf(
  certificate: CertificateFixture,
  told: readonly ValidationFixture[] = [],
  status: NonNullable<ValidationFixture['status']> = 'SUCCESS',
): readonly Wire[] {
  const method = (certificate.validations ?? [])[0]?.method ?? 'DNS';
  return namesOf(certificate).map((domainName) => {
    const one = told.find((validation) => validation.domainName === domainName);
    return validationOf({ method, status, ...(one ?? { domainName }) });
  });
}

function validationOf({ domainName, status, method, record }: ValidationFixture): Wire {
  const asked = record ?? (method === 'DNS' ? validationRecord(domainName) : undefined);
  return {
    DomainName: domainName,
    ValidationDomain: method === 'HTTP' ? undefined : domainName,
    ValidationStatus: status,
    ResourceRecord: asked && { Name: asked.name, Type: asked.type, Value: asked.value },
    ValidationEmails: method === 'EMAIL' ? [`admin@${domainName.replace(/^\*\./, '')}`] : undefined,
    ValidationMethod: method,
  };
}
