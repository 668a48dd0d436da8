import type { Diagnosis } from '../model/diagnosis.ts';
import type { Replaced, Served } from '../model/incident.ts';
import type { News } from '../model/news.ts';
import type { Report } from '../model/report.ts';
import { MENTION, printable } from './printable.ts';

/** Left as they are by `JSON.stringify`, and not fit for a terminal or a chat; as escapes they mean the same. */
const UNSAFE = new RegExp(`[\\p{C}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}]|${MENTION}`, 'giu');

/** The diagnosis as JSON on one line, in which whatever moves a terminal's cursor, turns its text or mentions people is escaped. */
export function json(diagnosis: Diagnosis, news: News = {}): string {
  const incident = incidentOf(news);
  return JSON.stringify({ ...diagnosis, ...(incident && { incident }) }).replace(UNSAFE, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** The incident that a message belongs to, and what the message says of it; all its distributions. */
function incidentOf({ incidentId, kind = 'diagnosis', incident, ending, changes, light, replaced, repeat }: News) {
  if (incidentId === undefined) return undefined;
  const said = { id: incidentId, kind, ...(repeat && { repeat: 'possible' }), ...(changes && { changes }) };
  if (!incident) return said;
  const { openedAt, distributions, causes, comebacks, digest } = incident;
  const { conclusion, ruleId, certainty, title, examinedAt } = digest;
  return {
    ...said,
    ...(ending && { ending }),
    ...(light && light.length > 0 && { cameToLight: light.slice(0, MAX_LIGHT) }),
    ...(replaced && { certificate: certificateOf(replaced) }),
    openedAt,
    comebacks,
    distributions: distributions.toSorted(),
    causes: causes.filter((cause) => cause !== 'none').toSorted(),
    first: { conclusion, ...(ruleId && { ruleId }), ...(certainty && { certainty }), title, examinedAt },
  };
}

/** Changes that the JSON names. */
const MAX_LIGHT = 10;

function certificateOf({ before, now, since }: Replaced) {
  const named = ({ fingerprint, serial, issuer, key, notAfter }: Served) => ({
    fingerprint,
    serial,
    ...(issuer !== undefined && { issuer }),
    ...(key !== undefined && { key }),
    notAfter,
  });
  return { since, before: named(before), now: named(now) };
}

/** What subscribers filter on; `none` where there is nothing to name. */
export function attributes({ conclusion, subject }: Diagnosis, news: News): Report['attributes'] {
  const { repeat, kind = 'diagnosis', incidentId = 'none', incident } = news;
  const primary = 'primary' in conclusion ? conclusion.primary : undefined;
  // The end of an incident reaches whoever was told of its beginning.
  const finding = kind === 'closed' ? incident?.digest : primary;
  return {
    ruleId: printable(finding?.ruleId || 'none', 100),
    certainty: finding?.certainty ?? 'none',
    distributionId: printable((subject.kind === 'distribution' && subject.id) || 'none', 100),
    conclusion: (kind === 'closed' && incident?.digest.conclusion) || conclusion.kind,
    incidentId: printable(incidentId, 100),
    kind,
    ...(repeat && { repeat: 'possible' }),
  };
}
