import type { IncomingHttpHeaders } from 'node:http';
import { expect, test } from 'vitest';
import { setClientAddress } from './client-address';

function seen(headers: IncomingHttpHeaders, proxies: number, socket: string | undefined = '192.0.2.7') {
  const given = { ...headers };
  setClientAddress(given, socket, proxies);
  return given;
}

test('without a proxy of ours, what a visitor says of his address is replaced by his socket', () => {
  const headers = {
    host: 'gate.example',
    'x-forwarded-for': '10.0.0.1',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-real-ip': '10.0.0.1',
    forwarded: 'for=10.0.0.1',
  };
  expect(seen(headers, 0)).toEqual({ host: 'gate.example', 'x-forwarded-for': '192.0.2.7' });
});

test('behind proxies of ours, the address they saw counts, however much the visitor wrote before it', () => {
  const said = { 'x-forwarded-for': '1.1.1.1, 2.2.2.2, 203.0.113.9', 'x-forwarded-proto': 'https' };
  expect(seen(said, 1)).toEqual({ 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' });
  expect(seen(said, 2)).toMatchObject({ 'x-forwarded-for': '2.2.2.2' });
});

test('a request that came past the proxy, or from nowhere, is known by its socket', () => {
  expect(seen({}, 1)).toEqual({ 'x-forwarded-for': '192.0.2.7' });
  expect(seen({ 'x-forwarded-for': '1.1.1.1' }, 2)).toEqual({ 'x-forwarded-for': '192.0.2.7' });
  expect(seen({ 'x-forwarded-for': '1.1.1.1' }, 0, '')).toEqual({ 'x-forwarded-for': '0.0.0.0' });
});
