import { expect, it } from 'vitest';
import { localTimes } from './localTimes';

it('writes moments within a sentence in the manner of the language, and leaves the rest', () => {
  const sentence = 'Not ready since 2026-11-21T04:34:26Z: port 80 of v1.2.3.';
  const shown = localTimes(sentence, 'en');
  expect(shown).toMatch(/^Not ready since Nov 2[01], 2026, .+: port 80 of v1\.2\.3\.$/);
  expect(localTimes('nothing here', 'zh')).toBe('nothing here');
});
