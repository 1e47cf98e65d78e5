import { addedKb, FIRST_LOADS } from './fixtures/first-load';
import { expect, test } from './fixtures/telling-test';

for (const { name, shell, more } of FIRST_LOADS)
  test(`the first load of ${name} stays within its ${more} KB over an empty page`, async () => {
    const added = await addedKb(shell);
    expect(added).toBeGreaterThan(5);
    expect(added).toBeLessThanOrEqual(more);
  });
