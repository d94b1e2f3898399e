import { describe, expect, it } from 'vitest';
import { changesOf, isComplete, type FieldGroup } from './fields';

const label = { text: 'any' };
const groups: FieldGroup[] = [
  {
    title: { text: 'one' },
    fields: [
      { name: 'alias', label, isRequired: true, isFixed: true },
      { name: 'displayName', label },
      { name: 'secret', label, kind: 'secret' },
    ],
  },
  {
    title: { text: 'two' },
    fields: [
      { name: 'groups', label },
      { name: 'link', label, kind: 'switch' },
    ],
  },
];
const stored = { alias: 'corp', displayName: 'Corp', secret: '', groups: 'groups', link: false };

describe('what the form of a provider sends', () => {
  it('is what was filled in, for a new one', () => {
    expect(changesOf(groups, { ...stored, groups: '', link: true }, null)).toEqual({
      alias: 'corp',
      displayName: 'Corp',
      link: true,
    });
  });

  it('is what was changed, for another: a secret only where one was typed, and an empty text where one was taken away', () => {
    expect(changesOf(groups, stored, stored)).toEqual({});
    expect(changesOf(groups, { ...stored, alias: 'x', secret: 's', groups: '', link: true }, stored)).toEqual({
      secret: 's',
      groups: '',
      link: true,
    });
  });

  it('is complete when nothing is missing', () => {
    expect(isComplete(groups, stored)).toBe(true);
    expect(isComplete(groups, { ...stored, alias: ' ' })).toBe(false);
  });
});
