import { expect, test } from 'vitest';
import { canBeTrigger, isTrigger, keyName } from './trigger-key';

const press = (key: string, code = key) => ({ key, code });

test('OF-82 usual trigger keys work unset; once set, only the set one does', () => {
  expect(isTrigger(press('F9'), null)).toBe(true);
  expect(isTrigger(press('MediaTrackNext'), null)).toBe(true);
  expect(isTrigger(press('F2'), null)).toBe(false);
  expect(isTrigger(press('F2'), 'F2')).toBe(true);
  expect(isTrigger(press('F9'), 'F2')).toBe(false);
});

test('OF-82 a key without a name is known by its place', () => {
  expect(keyName(press('Unidentified', 'LaunchApp2'))).toBe('LaunchApp2');
  expect(isTrigger(press('Unidentified', 'LaunchApp2'), 'LaunchApp2')).toBe(true);
});

test('OF-82 keys that type, move or confirm can never be the trigger', () => {
  for (const key of ['a', '7', 'Enter', 'Tab', 'Escape', 'ArrowDown', 'Shift', 'PageUp', ''])
    expect(canBeTrigger(press(key, key))).toBe(false);
  expect(isTrigger(press('Enter'), 'Enter')).toBe(false);
});

test('OF-82 a held trigger is one pull', () => {
  expect(isTrigger({ ...press('F9'), repeat: true }, null)).toBe(false);
});
