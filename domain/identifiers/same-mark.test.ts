import { expect, test } from 'vitest';
import { sameMark } from './same-mark';

test('ID-53 a number read off the vehicle is the declared one whatever its spacing, and no other number is', () => {
  for (const read of ['VN392435', 'vn 392-435', ' VN.392435 ', 'VN39Z435'.replace('Z', '2')])
    expect(sameMark(read, 'VN392435')).toBe(true);
  for (const read of ['VN392436', 'VN39243', '', ' .-', '392435'])
    expect(sameMark(read, 'VN392435')).toBe(false);
  expect(sameMark('HLO1234', 'HL01234')).toBe(true);
  expect(sameMark('', '')).toBe(false);
});
