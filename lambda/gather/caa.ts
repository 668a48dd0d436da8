import type { CaaPolicy } from '../model/load-balancer.ts';
import type { CaaRecord, Resolver } from '../model/world.ts';
import { NO_SUCH_NAME, NO_SUCH_RECORD, type Reply, reply } from './dns.ts';

/** Names looked into for one certificate. */
const MAX_NAMES = 5;

/** Steps from a name upwards; real ones are rarely deeper. */
const MAX_LEVELS = 8;

/** Records of each kind that are kept, and characters of each. */
const MAX_VALUES = 8;
const MAX_LENGTH = 100;

type Ask = (name: string) => Promise<Reply<CaaRecord>>;

/**
 * Which authorities may issue for these names. The records of the nearest name upwards count, and those of no other; where a
 * name is an alias, its target's. https://www.rfc-editor.org/rfc/rfc8659#section-3
 */
export async function lookUpCaa(
  resolver: Resolver,
  names: readonly string[],
  signal: AbortSignal,
): Promise<CaaPolicy[]> {
  const asked = new Map<string, Promise<Reply<CaaRecord>>>();
  const ask: Ask = (name) => {
    const answer = asked.get(name) ?? reply(() => resolver.resolveCaa(name), signal);
    asked.set(name, answer);
    return answer;
  };
  return Promise.all(names.slice(0, MAX_NAMES).map((name) => climb(name, ask)));
}

async function climb(name: string, ask: Ask): Promise<CaaPolicy> {
  const labels = name.replace(/^\*\./, '').toLowerCase().split('.');
  for (let level = 0; level < Math.min(labels.length, MAX_LEVELS); level++) {
    const at = labels.slice(level).join('.');
    const answer = await ask(at);
    if ('code' in answer) {
      if (answer.code === NO_SUCH_NAME || answer.code === NO_SUCH_RECORD) continue;
      return { name, issue: [], issueWild: [], unknown: answer.code };
    }
    if (answer.records.length > 0) return { name, at, ...valuesOf(answer.records) };
  }
  return { name, issue: [], issueWild: [] };
}

function valuesOf(records: readonly CaaRecord[]): Pick<CaaPolicy, 'issue' | 'issueWild'> {
  const of = (tag: 'issue' | 'issuewild') =>
    records
      .flatMap(({ [tag]: value }) => (value === undefined ? [] : [value.slice(0, MAX_LENGTH)]))
      .slice(0, MAX_VALUES);
  return { issue: of('issue'), issueWild: of('issuewild') };
}
