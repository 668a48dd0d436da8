import * as v from 'valibot';
import { AwsError } from '../errors.ts';
import type { HostedZoneFixture, RecordSetFixture } from '../fixture/hosted-zone.ts';
import { hexOf } from '../names.ts';
import { type Context, type Operation, operation, type Service } from '../service.ts';
import type { Answer } from '../wire/protocol.ts';
import { restXmlProtocol } from '../wire/rest-xml.ts';
import { NamedItems, type Wire } from '../wire/value.ts';
import { compareNames, escaped, typeOf } from './names.ts';

const MAX_ITEMS = v.optional(v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.toNumber(), v.minValue(1), v.maxValue(300)));

const listHostedZonesByName = operation({
  input: v.strictObject({ dnsname: v.string(), hostedzoneid: v.optional(v.string()), maxitems: MAX_ITEMS }),
  answer: ({ dnsname, maxitems = 100 }, { fixture }): Answer => {
    const ordered = (fixture.hostedZones ?? []).toSorted((a, b) => compareNames(a.name, b.name));
    const from = ordered.filter(({ name }) => compareNames(name, plain(dnsname)) >= 0);
    const next = from[maxitems];
    const value = {
      HostedZones: new NamedItems('HostedZone', from.slice(0, maxitems).map(zoneOf)),
      DNSName: dnsname,
      IsTruncated: next !== undefined,
      ...(next && { NextDNSName: `${next.name}.`, NextHostedZoneId: next.id }),
      MaxItems: maxitems,
    };
    return { root: 'ListHostedZonesByNameResponse', value };
  },
});

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html */
function zoneOf({ id, name, private: isPrivate = false, records = [] }: HostedZoneFixture): Wire {
  return {
    Id: `/hostedzone/${id}`,
    Name: `${name}.`,
    CallerReference: hexOf(id, 32),
    Config: { PrivateZone: isPrivate },
    ResourceRecordSetCount: records.length + 2,
  };
}

const listResourceRecordSets = operation({
  input: v.strictObject({
    HostedZoneId: v.string(),
    name: v.string(),
    type: v.optional(v.string()),
    maxitems: MAX_ITEMS,
  }),
  resource: ({ HostedZoneId }, { partition }) => `arn:${partition}:route53:::hostedzone/${HostedZoneId}`,
  answer: ({ HostedZoneId, name, type = '', maxitems = 300 }, context): Answer => {
    const ordered = zoneWith(HostedZoneId, context).records?.toSorted(compareRecords) ?? [];
    const start = { name: plain(name), type };
    const from = ordered.filter((record) => compareRecords(record, start) >= 0);
    const next = from[maxitems];
    const value = {
      ResourceRecordSets: new NamedItems('ResourceRecordSet', from.slice(0, maxitems).map(recordOf)),
      IsTruncated: next !== undefined,
      ...(next && { NextRecordName: escaped(next.name), NextRecordType: typeOf(next) }),
      MaxItems: maxitems,
    };
    return { root: 'ListResourceRecordSetsResponse', value };
  },
});

function zoneWith(id: string, { fixture }: Context): HostedZoneFixture {
  const found = fixture.hostedZones?.find((zone) => zone.id === id);
  if (!found) throw new AwsError(['NoSuchHostedZone', 404], `No hosted zone found with ID: ${id}`);
  return found;
}

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html */
function recordOf(record: RecordSetFixture): Wire {
  const { name, setIdentifier, alias, values = [] } = record;
  const head = { Name: escaped(name), Type: typeOf(record) };
  const weight = setIdentifier === undefined ? {} : { SetIdentifier: setIdentifier, Weight: 1 };
  if (alias) {
    const { target, zoneId = `Z${hexOf(target, 13).toUpperCase()}` } = alias;
    return {
      ...head,
      ...weight,
      AliasTarget: { HostedZoneId: zoneId, DNSName: `${target}.`, EvaluateTargetHealth: false },
    };
  }
  const records = values.map((Value) => ({ Value }));
  return { ...head, ...weight, TTL: 300, ResourceRecords: new NamedItems('ResourceRecord', records) };
}

function compareRecords(a: RecordSetFixture, b: RecordSetFixture): number {
  return compareNames(a.name, b.name) || (typeOf(a) < typeOf(b) ? -1 : Number(typeOf(a) > typeOf(b)));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '').replaceAll('\\052', '*');
}

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['ListHostedZonesByName', listHostedZonesByName],
  ['ListResourceRecordSets', listResourceRecordSets],
]);

const ROUTES = [
  { operation: 'ListHostedZonesByName', path: '/2013-04-01/hostedzonesbyname' },
  { operation: 'ListResourceRecordSets', path: '/2013-04-01/hostedzone/{HostedZoneId}/rrset' },
];

/** Route 53, API version 2013-04-01, which is signed for us-east-1. https://docs.aws.amazon.com/general/latest/gr/r53.html */
export const ROUTE53: Service = {
  scope: 'route53',
  name: 'route53',
  region: 'us-east-1',
  protocol: restXmlProtocol('https://route53.amazonaws.com/doc/2013-04-01/', ROUTES),
  operations: OPERATIONS,
};
