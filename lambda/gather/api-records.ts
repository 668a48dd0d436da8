import { certificateRegion } from '../edge-domain.ts';
import type { ApiDomain } from '../model/api-domain.ts';
import type { Origin } from '../model/distribution.ts';
import type { Observations } from '../model/evidence.ts';
import type { Resolution } from '../model/handshake.ts';
import type { Behind } from './behind.ts';
import { andThen, notApplicable } from './observe.ts';
import type { Records } from './records.ts';

type ApiRecords = Pick<Observations, 'apiDomain' | 'certificates'>;

/** The custom domain name of API Gateway that `asked`, the name that CloudFront sends, is served under, and the one certificate that it shows. */
export async function readApiRecords(
  records: Records,
  origin: Origin,
  resolution: Resolution,
  behind: Behind,
  asked = origin.domainName,
): Promise<ApiRecords> {
  const apiDomain = await records.apiDomain(namesOf(origin, resolution, behind), asked);
  return { apiDomain, certificates: await andThen(apiDomain, (value) => certificateOf(records, value)) };
}

/** The origin's name, and every name that DNS and Route 53 lead to from there. */
function namesOf({ domainName }: Origin, resolution: Resolution, { alias }: Behind): string[] {
  const cnames = resolution.kind === 'failing' ? [] : resolution.cnames;
  return [domainName, ...cnames, ...(alias.status === 'observed' ? [alias.value.target] : [])];
}

async function certificateOf(records: Records, domain: ApiDomain): Promise<ApiRecords['certificates']> {
  const { certificateArn, accountId = '', assumedRole } = domain;
  if (!certificateArn) return notApplicable('the custom domain name has no certificate');
  const holder = await records.of({ accountId, assumedRole });
  return holder.certificates(certificateRegion(domain), [certificateArn]);
}
