import { expect, test } from './fixtures/test';

const SURFACES = ['/', '/declare', '/p', '/gate', '/board', '/control', '/control/reports/daily'] as const;

for (const path of SURFACES) {
  test(`${path} runs under its own policy and breaks no rule of it`, async ({ page }) => {
    const broken: string[] = [];
    await page.exposeFunction('tellBroken', (text: string) => broken.push(text));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const tell: unknown = Reflect.get(window, 'tellBroken');
        if (typeof tell === 'function')
          tell(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
    expect(response?.headers()['x-content-type-options']).toBe('nosniff');
    // The shell's own scripts ran: hydration fills the page.
    await expect(page.locator('main, [role="main"]').first()).toBeVisible();
    expect(broken).toEqual([]);
  });
}

test('a foreign inline script is not run', async ({ browser, stack }) => {
  const page = await browser.newPage({ baseURL: stack.origin });
  await page.route('**/board', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('</body>', '<script>window.intruder = 1</script></body>');
    await route.fulfill({ response, body });
  });
  const refused = page.waitForEvent('console', (message) => /Content Security Policy/.test(message.text()));
  await page.goto('/board');
  await refused;
  expect(await page.evaluate(() => Reflect.get(window, 'intruder'))).toBeUndefined();
  await page.close();
});

test('the service worker is not kept by caches, an over-long body is refused unread', async ({ request }) => {
  const worker = await request.get('/sw.js');
  expect(worker.status()).toBe(200);
  expect(worker.headers()['cache-control']).toBe('no-cache');
  expect(worker.headers()['service-worker-allowed']).toBe('/');
  const long = await request.post('/api/sync', { data: 'x'.repeat(5 * 1024 * 1024) });
  expect(long.status()).toBe(413);
});
