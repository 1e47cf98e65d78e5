import { personOf } from './fixtures/people';
import { signIn } from './fixtures/sign-in';
import { expect, test } from './fixtures/test';

/** A sub-gate gets its own process with no code: written, mended, compared, tried, put in force (rule 3). */
test('PR-18 a manager writes the process of Bình Nghi and puts it in force', async ({ page, stack }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await signIn(page, stack.origin, personOf(stack, 'manager'), '/control');
  await page.goto('/control#BNGHI/processes');
  await page.getByRole('link', { name: /giao nhận hàng tại đường biên/ }).click();
  await expect(page.getByText('Như đang áp dụng')).toBeVisible();
  await expect(page.getByText('Quy trình hợp lệ')).toBeVisible();

  const graph = page.getByRole('region', { name: 'Các bước từ trái sang phải' });
  await graph.getByRole('button', { name: /Vào cửa khẩu/ }).click();
  await page.getByRole('button', { name: 'Thêm bước' }).click();
  await expect(page.getByText(/Thiếu tên ở một trong ba ngôn ngữ/)).toBeVisible();
  await page.getByLabel('Tên tiếng Việt').fill('Cân xe');
  await page.getByLabel('Tên tiếng Anh').fill('Weighing');
  await page.getByLabel('Tên tiếng Trung').fill('称重');
  await expect(page.getByText('Quy trình hợp lệ')).toBeVisible();
  await expect(graph.getByRole('button', { name: /Cân xe/ })).toBeVisible();

  // A step that everybody waits for, and that waits for the end: the fault leads back to it.
  await page.getByRole('group', { name: 'Làm sau' }).getByLabel('Xe rời cửa khẩu').check();
  const fault = page.getByText('Các bước này chờ lẫn nhau.');
  await expect(fault).toBeVisible();
  await expect(page.getByText('Hãy sửa những chỗ nêu trên trước.')).toBeVisible();
  await page.getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(fault).toBeHidden();

  // What is written survives the tab.
  await expect(page.getByText('Đã lưu bản nháp')).toBeVisible();
  await page.reload();
  await expect(graph.getByRole('button', { name: /Cân xe/ })).toBeVisible();
  await page.getByRole('button', { name: 'Thử với các xe từ hôm qua' }).click();
  await expect(page.getByText('chưa có xe nào đến theo quy trình này')).toBeVisible();

  await page.getByLabel('Lý do').fill('Có trạm cân mới');
  await page.getByRole('button', { name: 'Áp dụng phiên bản 2' }).click();
  await expect(page.getByText(/Phiên bản 2 đang áp dụng/)).toBeVisible();
  await expect(page.getByText('Chưa thay đổi gì.')).toBeVisible();
  await expect(page.getByText('Bản có từ khi cài đặt')).toBeVisible();
  await page.getByRole('link', { name: 'Mọi quy trình' }).click();
  await expect(page.getByRole('link', { name: /Phiên bản 2/ })).toBeVisible();
});
