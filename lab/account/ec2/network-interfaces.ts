import * as v from 'valibot';
import { CommonError } from '../errors.ts';
import type { NetworkInterfaceFixture } from '../fixture/network-interface.ts';
import { pageOf } from '../pages.ts';
import { operation } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import { items, networkInterfaceOf } from './network-interface.ts';

const FILTERS = v.array(v.strictObject({ Name: v.string(), Value: v.pipe(v.array(v.string()), v.maxLength(200)) }));

const MAX_RESULTS = v.optional(
  v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.toNumber(), v.minValue(5), v.maxValue(1_000)),
);

/** The values of an interface that each filter is held against. */
const VALUES: Readonly<Record<string, (one: NetworkInterfaceFixture) => readonly (string | undefined)[]>> = {
  'association.public-ip': ({ publicIp }) => [publicIp],
  'addresses.association.public-ip': ({ publicIp, otherPublicIps = [] }) => [publicIp, ...otherPublicIps],
};

/** Those that fit every filter. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html */
export const describeNetworkInterfaces = operation({
  input: v.strictObject({ Filter: v.optional(FILTERS), MaxResults: MAX_RESULTS, NextToken: v.optional(v.string()) }),
  answer: ({ Filter: filters, MaxResults, NextToken }, context): Answer => {
    if (!filters) throw new CommonError('denied', 'the responder must never list an account');
    const here = (context.fixture.networkInterfaces ?? []).filter(({ region }) => region === context.region);
    const fits = (one: NetworkInterfaceFixture) =>
      filters.every(({ Name, Value }) => valuesOf(Name, one).some((own) => own !== undefined && Value.includes(own)));
    const page = pageOf(here.filter(fits), {
      asked: MaxResults,
      usual: 1_000,
      limit: context.fixture.pageSize,
      token: NextToken,
    });
    const found = page.items.map((one) => networkInterfaceOf(one, context));
    return { value: { networkInterfaceSet: items(found), nextToken: page.next } };
  },
});

function valuesOf(filter: string, one: NetworkInterfaceFixture): readonly (string | undefined)[] {
  const read = Object.hasOwn(VALUES, filter) ? VALUES[filter] : undefined;
  if (!read) throw new CommonError('invalid', `The filter '${filter}' is invalid`);
  return read(one);
}
