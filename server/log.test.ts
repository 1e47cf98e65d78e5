import { expect, test } from 'vitest';
import { makeLog } from './log';

test('names, plates, passes and secrets do not reach the log', () => {
  const lines: string[] = [];
  const log = makeLog('info', { write: (line) => void lines.push(line) });
  log.info({ plate: '51C12345', crossingId: 'c-1' }, 'one');
  log.info({ crossing: { binding: { plate: '51C12345' }, firm: 'f-1' } }, 'two');
  log.info({ request: { headers: { cookie: 'session=secret', authorization: 'secret' } } }, 'three');
  log.info({ drivers: [{ driverName: 'Đỗ Hữu Cường', token: 'GP1:SECRET' }] }, 'four');
  const text = lines.join('');
  for (const secret of ['51C12345', 'secret', 'SECRET', 'Cường']) expect(text).not.toContain(secret);
  for (const kept of ['c-1', 'f-1', 'one', 'four']) expect(text).toContain(kept);
});
