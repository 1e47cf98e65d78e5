import { createTRPCUntypedClient } from '@trpc/client';
import { expect, test } from 'vitest';
import { ALONE, apiLinks } from './api-links';

test('DE-4 what is sent in the moment in which a draft is put aside does not wait for the answer to that', async () => {
  const asked: string[] = [];
  let answerDraft: (response: Response) => void = () => undefined;
  const client = createTRPCUntypedClient({
    links: apiLinks('http://gate.example/api/trpc', (url) => {
      asked.push(String(url).replace(/^.*trpc./, ''));
      const response = Response.json({ result: { data: 'issued' } });
      if (String(url).includes('submit') && !String(url).includes('saveDraft'))
        return Promise.resolve(response);
      return new Promise((resolve) => {
        answerDraft = resolve;
      });
    }),
  });
  const draft = client.mutation('declaration.saveDraft', {});
  const sent = client.mutation('declaration.submit', {}, ALONE.trpc);
  expect(await sent).toBe('issued');
  await expect.poll(() => asked.length).toBe(2);
  expect(asked.toSorted()).toEqual(['declaration.saveDraft?batch=1', 'declaration.submit']);
  answerDraft(Response.json([{ result: { data: 'saved' } }]));
  expect(await draft).toBe('saved');
});
