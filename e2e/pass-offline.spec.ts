import { passesOf, signInQuietly } from './fixtures/passes';
import { personOf } from './fixtures/people';
import { expect, test } from './fixtures/test';

test('the pass opens again with no network, with its link and without it', async ({
  page,
  context,
  stack,
}) => {
  await signInQuietly(page, stack.origin, personOf(stack, 'declarant'));
  const [token = ''] = await passesOf(page, stack.origin);
  const link = `/p#${encodeURIComponent(token)}`;
  const code = page.getByRole('img', { name: /Mã QR/ });

  await page.goto(link);
  await expect(code).toBeVisible();
  await expect(page.getByText(/Trung tâm trả lời/)).toBeVisible();
  const drawn = await code.locator('path').getAttribute('d');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  await context.setOffline(true);
  await page.reload();
  await expect(code.locator('path')).toHaveAttribute('d', drawn ?? '');
  // Its last word from the centre is still there, with its age.
  await expect(page.getByText(/Trung tâm trả lời|trung tâm trả lời/)).toBeVisible();

  await page.goto('/p');
  await expect(code.locator('path')).toHaveAttribute('d', drawn ?? '');
});
