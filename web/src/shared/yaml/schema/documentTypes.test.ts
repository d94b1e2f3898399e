import { expect, it } from 'vitest';
import { documentTypes } from './documentTypes';

it.each([
  ['apiVersion: v1\nkind: Pod\n', [{ apiVersion: 'v1', kind: 'Pod' }]],
  [
    '# words\n---\napiVersion: "apps/v1"\nkind: \'Deployment\' # words\n---\nkind: Pod\n',
    [{ apiVersion: 'apps/v1', kind: 'Deployment' }, null],
  ],
  ['kind: Pod\nspec:\n  apiVersion: v1\n', [null]],
  ['', [null]],
  [
    'kind: A\napiVersion: b/v1\nspec: {\n--- # next\nkind: C\napiVersion: v1',
    [
      { apiVersion: 'b/v1', kind: 'A' },
      { apiVersion: 'v1', kind: 'C' },
    ],
  ],
])('reads what documents say they are: %o', (text, types) => expect(documentTypes(text)).toEqual(types));
