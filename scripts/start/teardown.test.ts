import { expect, test } from 'vitest';
import { makeTeardown } from './teardown';

test('the last started is stopped first, each once, and a failure stops nobody else from stopping', async () => {
  const stopped: string[] = [];
  const said: string[] = [];
  const teardown = makeTeardown((sentence) => said.push(sentence));
  teardown.add('database', async () => {
    stopped.push('database');
  });
  teardown.add('server', async () => {
    stopped.push('server');
    throw new Error('busy');
  });
  await Promise.all([teardown.run(), teardown.run()]);
  expect(stopped).toEqual(['server', 'database']);
  expect(said).toEqual(['The server did not stop well: busy']);
});
