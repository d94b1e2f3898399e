import { describe, expect, it } from 'vitest';
import type { PasswordDemands } from '../../session';
import { isAllowed, passwordRules } from './passwordRules';

const none: PasswordDemands = {
  minimumLength: 8,
  maximumLength: 128,
  digits: 0,
  uppercase: 0,
  lowercase: 0,
  special: 0,
  name: 'wang',
  email: '',
  notRecentlyUsed: 0,
};
const unmet = (password: string, demands: Partial<PasswordDemands>) =>
  passwordRules(password, { ...none, ...demands })
    .filter(({ isMet }) => isMet === false)
    .map(({ id }) => id);

describe('the rules of a new password', () => {
  it('are the length and the name where nothing more is asked', () => {
    expect(passwordRules('', none).map(({ id }) => id)).toEqual(['length', 'name']);
    expect(unmet('', none)).toEqual(['length', 'name']);
    expect(unmet('a b c d e', none)).toEqual([]);
    expect(unmet('x'.repeat(128), none)).toEqual([]);
    expect(unmet('x'.repeat(129), none)).toEqual(['length']);
  });

  it('let the name be part of a long one only', () => {
    expect(unmet('WANG-1234567', none)).toEqual([]);
    expect(unmet('1Wang-4567', none)).toEqual(['name']);
    expect(unmet('anything at all', { name: '' })).toEqual([]);
  });

  it('count characters of every script', () => {
    const demands = { digits: 1, uppercase: 1, lowercase: 1, special: 2 };
    expect(unmet('密码密码密码密码', demands)).toEqual(['digits', 'uppercase', 'lowercase', 'special']);
    expect(unmet('Äö密码密码１!?', demands)).toEqual([]);
    // As the server counts: a character beyond the basic plane is two units, and none of them is a letter.
    expect(unmet('Abcdefg1😀', demands)).toEqual([]);
  });

  it('tell what only the server knows, and let it be tried', () => {
    const demands = { ...none, notRecentlyUsed: 3, email: 'Wang@example.com' };
    expect(passwordRules('long enough', demands).at(-1)).toEqual({ id: 'recent', count: 3, isMet: null });
    expect(isAllowed('long enough', demands)).toBe(true);
    expect(isAllowed('wang@EXAMPLE.com', demands)).toBe(false);
  });
});
