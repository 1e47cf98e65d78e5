import type { SignIn } from '@/scripts/start/announce';
import type { Stack } from '@/scripts/start/stack';
import { signInQuietly } from './fixtures/passes';
import { expect, test } from './fixtures/test';

test.use({ viewport: { width: 1280, height: 800 } });

const supervisor = (stack: Stack): SignIn => {
  const found = stack.signIns.find(({ role, gateId }) => role === 'supervisor' && gateId === 'HN');
  if (!found) throw new Error('no sign-in for the supervisor');
  return found;
};

test('a supervisor says something in three languages, everybody sees it, and it is taken down', async ({
  page,
  stack,
  browser,
}) => {
  await signInQuietly(page, stack.origin, supervisor(stack));
  await page.goto('/control#HN/neighbour');
  await page.getByRole('button', { name: 'Viết thông báo' }).click();
  await page.getByRole('button', { name: 'Kéo dài giờ' }).click();
  await page.getByRole('button', { name: 'Đưa lên bảng' }).click();
  // A template is not sent with its blanks.
  await expect(page.getByRole('alert').filter({ hasText: 'Còn chỗ chưa đúng' })).toContainText(
    'Tiếng Trung: Thay chỗ trong ngoặc vuông',
  );
  for (const language of ['Tiếng Việt', 'Tiếng Anh', 'Tiếng Trung']) {
    const box = page.getByRole('textbox', { name: language });
    await box.fill((await box.inputValue()).replace(/\[[^\]]*\]|【[^】]*】/, '22:00'));
  }
  await page.getByRole('button', { name: 'Đưa lên bảng' }).click();
  const vietnamese = 'Hôm nay cửa khẩu mở thêm đến 22:00 (giờ Hà Nội).';
  await expect(page.getByRole('list', { name: 'Đang hiện' })).toContainText(vietnamese);

  const phone = await browser.newPage({ viewport: { width: 360, height: 740 }, locale: 'zh-CN' });
  await phone.goto(`${stack.origin}/board/HN`);
  await expect(phone.getByText('今日口岸延长开放至22:00（河内时间）。')).toBeVisible();

  await page.getByRole('button', { name: `Gỡ xuống: ${vietnamese}` }).click();
  await expect(page.getByText('Không có thông báo nào đang hiện.')).toBeVisible();
  await expect(phone.getByText('今日口岸延长开放至22:00（河内时间）。')).toHaveCount(0, { timeout: 30_000 });
  await phone.close();
});

test('a supervisor hands over: the note begins with what is open, and the next shift reads it first', async ({
  page,
  stack,
}) => {
  await signInQuietly(page, stack.origin, supervisor(stack));
  await page.goto('/control#HN/today');
  await page.getByRole('button', { name: 'Viết bàn giao' }).click();
  const words = page.getByRole('textbox', { name: 'Ca sau cần biết gì' });
  await expect(words).not.toHaveValue('');
  await words.fill(`${await words.inputValue()}– Cân làn 2 hỏng, đã gọi sửa.`);
  await page.getByRole('button', { name: 'Ghi và bàn giao' }).click();
  const note = page.getByRole('region', { name: 'Bàn giao ca' });
  await expect(note).toContainText('Cân làn 2 hỏng, đã gọi sửa.');
  await page.reload();
  await expect(note).toContainText('Cân làn 2 hỏng, đã gọi sửa.');
});
