import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { forgetErrors } from '../../lambda/remedies/forget-errors.ts';
import { behavior, distribution } from '../evidence.ts';

const tenant = (id: string) => ({ id, name: id, domains: [] });
const shops = distribution({ tenancy: { tenants: ['dt_a', 'dt_b'].map(tenant), defaults: [], unseen: [] } });
const hit = [behavior({ pathPattern: "/it's/*", isDefault: false })];

/** What `aws` is asked, an argument a line, one call after the other. */
function asked(line: string): string[][] {
  const aws = 'aws() { printf "%s\\n" "$@"; printf "end\\n"; }; date() { echo 42; };';
  const out = execFileSync('/bin/sh', ['-c', `${aws} ${line}`], { encoding: 'utf8' });
  return out
    .split('end\n')
    .filter((call) => call !== '')
    .map((call) => call.trim().split('\n'));
}

describe('remembered errors of a multi-tenant distribution', () => {
  test('are dropped tenant by tenant', () => {
    const step = forgetErrors('Drop them', shops, hit);
    const calls = asked(step.command ?? '');
    expect(calls.map((words) => words.slice(0, 4))).toEqual(
      ['dt_a', 'dt_b'].map((id) => ['cloudfront', 'create-invalidation-for-distribution-tenant', '--id', id]),
    );
    expect(JSON.parse(calls[1]?.slice(5).join('') ?? '')).toEqual({
      Paths: { Quantity: 1, Items: ["/it's/*"] },
      CallerReference: '42',
    });
  });

  test('of those alone who were hit, twenty in one command', () => {
    expect(asked(forgetErrors('Drop them', shops, hit, [{ id: 'dt_b' }]).command ?? '')).toHaveLength(1);
    const many = Array.from({ length: 25 }, (_, n) => ({ id: `dt_${n}` }));
    const step = forgetErrors('Drop them', shops, hit, many);
    expect(asked(step.command ?? '')).toHaveLength(20);
    expect(step.action).toBe('Drop them. The same for 5 more tenants');
  });

  test('with a place for the id where no tenant was seen', () => {
    const unread = distribution({ tenancy: { tenants: [], isCut: true, defaults: [], unseen: [] } });
    expect(forgetErrors('Drop them', unread, hit).command).toContain('--id TENANT_ID ');
  });
});
