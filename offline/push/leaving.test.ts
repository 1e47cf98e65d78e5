import { describe, expect, test } from 'vitest';
import { beginLeaving, finishLeaving, finishLeavingFirst, type LeavingPorts } from './leaving';

function browser() {
  const heard: string[] = [];
  const state = { kept: null as string | null, isOnline: true, fails: '' };
  const ports: LeavingPorts = {
    kept: () => state.kept,
    keep: (text) => {
      state.kept = text;
    },
    post: async (path, body) => {
      if (!state.isOnline || path === state.fails) return false;
      heard.push(`${path} ${JSON.stringify(body)}`);
      return true;
    },
  };
  return { heard, state, ports };
}
const UNSUBSCRIBED = '/api/trpc/telling.unsubscribe {"endpoint":"https://push.example/1"}';
const OUT = '/api/auth/sign-out {}';
const leaving = { endpoint: 'https://push.example/1' };

describe('signing out', () => {
  test('TE-16 ends the address at the centre, then the session', async () => {
    const { heard, state, ports } = browser();
    expect(await beginLeaving(ports, leaving)).toBe(true);
    expect(heard).toEqual([UNSUBSCRIBED, OUT]);
    expect(state.kept).toBeNull();
  });

  test('TE-16 without a network it is done at the next contact, once, before anything else is asked', async () => {
    const { heard, state, ports } = browser();
    state.isOnline = false;
    expect(await beginLeaving(ports, leaving)).toBe(false);
    expect(await finishLeavingFirst(ports)).toBe(false);
    state.isOnline = true;
    expect(await Promise.all([finishLeavingFirst(ports), finishLeavingFirst(ports)])).toEqual([true, true]);
    expect(heard).toEqual([UNSUBSCRIBED, OUT]);
    expect(await finishLeavingFirst(ports)).toBe(true);
    expect(heard).toHaveLength(2);
  });

  test('TE-16 a session that could not be ended yet keeps its whole leaving', async () => {
    const { heard, state, ports } = browser();
    state.fails = '/api/auth/sign-out';
    expect(await beginLeaving(ports, leaving)).toBe(false);
    state.fails = '';
    expect(await finishLeaving(ports)).toBe(true);
    expect(heard).toEqual([UNSUBSCRIBED, UNSUBSCRIBED, OUT]);
  });

  test('TE-16 a browser that keeps nothing signs out all the same', async () => {
    const { heard, ports } = browser();
    expect(await beginLeaving({ ...ports, kept: () => null, keep: () => undefined }, leaving)).toBe(true);
    expect(heard).toEqual([UNSUBSCRIBED, OUT]);
  });

  test('TE-16 a browser that is told nothing only signs out; what was kept and cannot be read still does', async () => {
    const { heard, state, ports } = browser();
    await beginLeaving(ports, { endpoint: null });
    state.kept = '{';
    expect(await finishLeaving(ports)).toBe(true);
    expect(heard).toEqual([OUT, OUT]);
  });
});
