import { describe, expect, it } from 'vitest';
import { workloadKinds } from '@/features/workloads/kinds';
import { kindList } from '@/shared/list/columns';
import { resourceKinds } from '.';
import kubectlColumns from './kubectlColumns.json';

type Place = string | { column: string; why: string } | { leftOut: string };

/** Kinds that are custom resources: kubectl shows what their definition says. */
const custom = ['volumesnapshots'];
const kinds = [...workloadKinds, ...resourceKinds].filter(({ segment }) => !custom.includes(segment));

// That these are kubectl's columns is shown by KubectlColumnsTests.
describe('the columns of kubectl get -o wide', () => {
  it('are known of every kind that the console has words for', () => {
    expect(kinds.map(({ segment }) => segment).filter((segment) => !(segment in kubectlColumns))).toEqual([]);
  });

  it.each(kinds.map((kind) => [kind.segment, kind] as const))('are in the list of %s', (segment, kind) => {
    const columns = new Map(kindList(kind, { cluster: 'prod' }).columns.map((column) => [column.id, column]));
    const places = Object.entries(kubectlColumns[segment as keyof typeof kubectlColumns] as Record<string, Place>);
    for (const [heading, place] of places) {
      if (typeof place === 'object' && 'leftOut' in place) continue;
      const column = columns.get(typeof place === 'string' ? place : place.column);
      expect(column, `${segment}: ${heading}`).toBeDefined();
      // What kubectl shows without -o wide is shown at the design width too, or it is said why not.
      if (typeof place === 'string' && !heading.endsWith('*'))
        expect([column?.wide, column?.optional].includes(true), `${segment}: ${heading}`).toBe(false);
    }
  });
});
