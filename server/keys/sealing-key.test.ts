import { expect, test } from 'vitest';
import { makeSealingKey, sealingKey, sealToCentre } from './sealing-key';

/** Sealed by the tablet's own code (offline/unlock/seal-to-centre.ts): both sides keep to one form. */
const FROM_A_TABLET = {
  jwk: {
    kty: 'EC',
    crv: 'P-256',
    x: 'VUEXhuCGfroUxKcZ6tV6q8ww6-UW-B7_W3O88-kbiL4',
    y: 'lsIrTRoUCfpfYmOiVCkBTeO_Lm_KegKhIZG5ZSqC_uE',
    d: '62hvWg4GEI3g2b4WxHNeAyLOx6Z7Tkt0cHHWhW40l5s',
  },
  sealed:
    'BHwT9vXRBh13lQsdd-Duyc5p6_SBuMQ8VMdSQNgPE_Ac2cgUGwcIigHGrNto8rIe7iS5DOGs06t0PB49oQQXut7cZcFey4ZUApzp6I50mqD17KJSPC9AnaP55dCilRW4scUkCvqBXTlGZD8P98f-CJYFSBTaVhRDr2J0omhSFzBLnlRhF60ZZBY',
};
const textOf = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));

test('opens what a tablet sealed', async () => {
  const key = await sealingKey(FROM_A_TABLET.jwk);
  expect(JSON.parse(textOf(await key.open(FROM_A_TABLET.sealed, '')) ?? '')).toEqual({
    note: 'seal broken, Đỗ Hữu Cường',
  });
});

test('opens what was sealed here, only with the same bound, only unaltered, only with the same key', async () => {
  const key = await sealingKey(await makeSealingKey());
  const sealed = await sealToCentre(key.publicKey, new TextEncoder().encode('số 9'), 'row-1');
  expect(textOf(await key.open(sealed, 'row-1'))).toBe('số 9');
  expect(await key.open(sealed, 'row-2')).toBeNull();
  expect(await (await sealingKey(await makeSealingKey())).open(sealed, 'row-1')).toBeNull();
  for (const at of [0, 40, 90, 110, sealed.length - 3]) {
    const other = sealed[at] === 'A' ? 'B' : 'A';
    expect(await key.open(sealed.slice(0, at) + other + sealed.slice(at + 1), 'row-1')).toBeNull();
  }
  for (const nonsense of ['', 'A', '!!!', sealed.slice(0, 90)])
    expect(await key.open(nonsense, '')).toBeNull();
});
