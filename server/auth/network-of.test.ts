import { expect, test } from 'vitest';
import { networkOf } from './network-of';

test('FM-12 an IPv6 address counts with its /64, however it is written', () => {
  for (const address of [
    '2001:db8:1:2::1',
    '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff',
    '2001:db8:1:2:0:0:192.0.2.7',
    ' 2001:db8:1:2::5%eth0 ',
  ])
    expect(networkOf(address)).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8:1:3::1')).toBe('2001:db8:1:3::/64');
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('1:2:3:4:5:6:7:8')).toBe('1:2:3:4::/64');
});

test('FM-12 an IPv4 address is itself, also written as IPv6', () => {
  for (const address of ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:c000:207', '0:0:0:0:0:ffff:192.0.2.7'])
    expect(networkOf(address)).toBe('192.0.2.7');
  expect(networkOf('192.0.2.8')).toBe('192.0.2.8');
});

test('what is no address is counted by its own text', () => {
  for (const text of ['unknown', '', '2001:db8::1::2', '192.0.2.7:443']) expect(networkOf(text)).toBe(text);
});
