import { describe, expect, it } from 'vitest';
import { workloadKinds } from '@/features/workloads/kinds';
import { resourceKinds } from '.';
import shownColumns from './shownColumns.json';

const kinds = [...workloadKinds, ...resourceKinds];

// That the server sorts by them, and how, is shown by ShownColumnsTests.
describe('the columns of lists', () => {
  it('are all sorted by what the file says', () => {
    const shown = Object.fromEntries(
      kinds.map(({ segment, columns }) => [
        segment,
        Object.fromEntries(columns.map(({ id, sortBy }) => [id, sortBy ?? 'nothing'])),
      ]),
    );
    expect(shown).toEqual(shownColumns);
  });
});
