import { describe, expect, test } from '@jest/globals';
import { Gate } from '../../lambda/gather/gate.ts';

const never = new AbortController().signal;

/** Whether it is settled by now, every callback that is due included. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol('open');
  const later = new Promise((resolve) => setImmediate(resolve, open));
  return (await Promise.race([promise, later])) !== open;
}

describe('a gate', () => {
  test('lets in so many and then one for each that leaves, in order of coming', async () => {
    const gate = new Gate(2);
    const [first, second] = await Promise.all([gate.enter(never), gate.enter(never)]);
    const [third, fourth] = [gate.enter(never), gate.enter(never)];
    expect(await isSettled(third)).toBe(false);
    first?.();
    expect(await isSettled(third)).toBe(true);
    expect(await isSettled(fourth)).toBe(false);
    second?.();
    expect(await isSettled(fourth)).toBe(true);
  });

  test('is crowded while somebody waits', async () => {
    const gate = new Gate(1);
    const leave = await gate.enter(never);
    expect(gate.isCrowded).toBe(false);
    const second = gate.enter(never);
    expect(gate.isCrowded).toBe(true);
    leave?.();
    await second;
    expect(gate.isCrowded).toBe(false);
  });

  test('counts who leaves once, however often it is said', async () => {
    const gate = new Gate(1);
    const leave = await gate.enter(never);
    const [second, third] = [gate.enter(never), gate.enter(never)];
    leave?.();
    leave?.();
    expect(await isSettled(second)).toBe(true);
    expect(await isSettled(third)).toBe(false);
  });

  test('forgets who gives up, and its place goes to the next', async () => {
    const gate = new Gate(1);
    const leave = await gate.enter(never);
    const impatient = new AbortController();
    const [second, third] = [gate.enter(impatient.signal), gate.enter(never)];
    impatient.abort();
    expect(await second).toBeUndefined();
    leave?.();
    expect(await isSettled(third)).toBe(true);
  });

  test('lets nobody in whose time was up before, and takes no place for it', async () => {
    const gate = new Gate(1);
    expect(await gate.enter(AbortSignal.abort())).toBeUndefined();
    expect(await gate.enter(never)).toBeDefined();
  });
});
