import { expect, test } from 'vitest';
import { hasAddress, nameInMessage } from './firm-name';

test('FM-5 a firm may not be called like an address', () => {
  for (const name of [
    'Trúng thưởng https://x.vn',
    'WWW.evil.example',
    'Nhận quà: evil.vn/abc',
    'bit.ly/1',
    'http：／／x',
    '(www.x.vn)',
  ])
    expect(hasAddress(name), name).toBe(true);
  for (const name of [
    'Công ty TNHH XNK A.B.C',
    'Cty CP Logistics Kỳ Lừa 38',
    'Công ty TNHH MTV Nông sản/Thủy sản',
    'Co., Ltd./Việt Nam',
    '广西凭祥市有限公司',
    'Awww. Co',
  ])
    expect(hasAddress(name), name).toBe(false);
});

test('a message has room for sixty characters of a name', () => {
  expect(nameInMessage('Công ty')).toBe('Công ty');
  expect([...nameInMessage('A😀'.repeat(60))]).toHaveLength(60);
});
