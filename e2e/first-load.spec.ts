import { expect, test } from '@playwright/test';
import { addedKb, FIRST_LOADS } from './fixtures/first-load';

for (const { name, shell, more } of FIRST_LOADS)
  test(`the first load of ${name} stays within its ${more} KB over an empty page`, async () => {
    const added = await addedKb(shell);
    expect(added).toBeGreaterThan(5);
    expect(added).toBeLessThanOrEqual(more);
  });
