import { signInQuietly } from './fixtures/passes';
import { personOf } from './fixtures/people';
import { expect, test } from './fixtures/test';

test('a link within a page that is tapped while the page comes alive is followed', async ({
  page,
  stack,
}) => {
  await signInQuietly(page, stack.origin, personOf(stack, 'declarant'));
  // The framework writes the address it has read before, once, when it has come alive: the tap falls just before.
  await page.addInitScript(() => {
    const write = history.replaceState.bind(history);
    history.replaceState = (state, unused, url) => {
      if (state?.__NA === true) {
        history.replaceState = write;
        location.hash = 'inbox';
      }
      write(state, unused, url);
    };
  });
  await page.goto('/declare');
  await expect.poll(() => new URL(page.url()).hash).toBe('#inbox');
  await expect(page.getByRole('heading', { name: 'Hộp tin', exact: true })).toBeVisible();
});
