import { describe, expect, test } from '@jest/globals';
import { cameToLight, changeKey, knownChanges, mayExplain } from '../lambda/came-to-light.ts';
import type { Change } from '../lambda/model/change.ts';
import type { Digest } from '../lambda/model/incident.ts';
import { renewal } from './report/diagnoses.ts';
import { dead, LB_ARN, LISTENER, loadBalancer, look, observed, shop } from './report/scene.ts';

const ONSET = { at: '2026-11-23T03:06:00Z', what: 'errors' } as const;
const digest: Digest = {
  conclusion: 'root-cause',
  title: 'x',
  failing: [],
  causes: [],
  examinedAt: '2026-11-23T03:12:40Z',
  onset: ONSET,
};
const change = (id: string, at: string, resource = LB_ARN): Change => ({
  id,
  at,
  who: 'role deploy',
  what: 'ModifyListener',
  resource,
  service: 'elasticloadbalancing.amazonaws.com',
  region: 'eu-west-1',
  details: [],
});
const EARLY = change('early', '2026-11-23T02:59:00Z');
const LATER = change('later', '2026-11-23T03:10:00Z');

/** Two origins, the first behind the load balancer. */
function seen(changes: readonly Change[]) {
  const web = look(shop, dead, { loadBalancer: observed(loadBalancer) });
  const blog = look({ ...shop, id: 'blog' }, dead, {});
  const told = { from: '2026-11-22T03:09:02Z', until: '2026-11-23T03:30:00Z', changes };
  const evidence = { ...renewal.evidence, origins: [web, blog], observations: { changes: observed(told) } };
  return { diagnosis: { ...renewal.diagnosis, conclusion: { kind: 'no-fault-found' as const } }, evidence };
}
const light = (changes: readonly Change[], more: Partial<Digest> = {}, changesTold: readonly string[] = []) =>
  cameToLight({ digest: { ...digest, ...more }, changesTold }, seen(changes)).map(({ id }) => id);

describe('changes that came to light', () => {
  test('are those that nobody was told of, in whatever order CloudTrail wrote them down', () => {
    const older = change('older', '2026-11-23T01:00:00Z');
    expect(light([LATER, EARLY, older])).toEqual(['early', 'older', 'later']);
    expect(light([LATER, EARLY, older], {}, [changeKey(EARLY)])).toEqual(['older', 'later']);
    expect(light([EARLY], {}, knownChanges(seen([EARLY]).evidence))).toEqual([]);
  });

  test('may explain only where they came before the errors', () => {
    const within = change('within', '2026-11-23T03:06:40Z');
    const ids = mayExplain({ digest }, [EARLY, within, LATER]).map(({ id }) => id);
    expect(ids).toEqual(['early', 'within']);
  });

  test('are those on the way to what was found', () => {
    const own = change('own', EARLY.at, 'E2EXAMPLE1234');
    expect(light([EARLY, own], { originId: 'blog' })).toEqual(['own']);
    expect(light([EARLY, own], { originId: shop.id })).toEqual(['early', 'own']);
    expect(light([change('else', EARLY.at, LISTENER)])).toEqual([]);
  });

  test('are none where the onset was not kept, or too many were told', () => {
    const { onset: _, ...older } = digest;
    expect(cameToLight({ digest: older, changesTold: [] }, seen([EARLY]))).toEqual([]);
    expect(mayExplain({ digest: older }, [EARLY])).toEqual([]);
    const many = Array.from({ length: 256 }, (_, index) => String(index));
    expect(light([EARLY], {}, many)).toEqual([]);
  });

  test('are known by CloudTrail’s own id, and without one by what they are', () => {
    const { id: _, ...bare } = EARLY;
    expect(changeKey(EARLY)).toBe(changeKey({ ...EARLY, resource: LISTENER }));
    expect(changeKey(bare)).not.toBe(changeKey({ ...bare, resource: LISTENER }));
    expect(changeKey(bare)).toMatch(/^[0-9a-f]{12}$/);
  });
});
