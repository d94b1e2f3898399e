import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { ObjectTree, treeOf } from './ObjectTree';

describe('the fields of a custom resource', () => {
  it('are a tree without metadata and conditions, entries of lists by their names', () => {
    render(
      <ObjectTree
        object={{
          apiVersion: 'shop.example.com/v1',
          kind: 'Cart',
          metadata: { name: 'red' },
          spec: { wheels: [{ name: 'left', size: 4 }, { size: 5 }], note: '', paused: false },
          status: { conditions: [{ type: 'Ready' }], phase: 'Rolling' },
        }}
      />,
    );
    const items = screen.getAllByRole('treeitem').map((item) => item.textContent);
    expect(items).toHaveLength(11);
    expect(screen.getAllByText('left')).toHaveLength(2);
    expect(screen.getByText('Rolling')).toBeInTheDocument();
    expect(screen.getByText('""')).toBeInTheDocument();
    expect(screen.queryByText('metadata')).not.toBeInTheDocument();
    expect(screen.queryByText('conditions')).not.toBeInTheDocument();
  });

  it('are bounded', () => {
    const count = (items: ReturnType<typeof treeOf>): number =>
      items.reduce((sum, { children = [] }) => sum + 1 + count(children), 0);
    const spec = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`m${i}`, Array.from({ length: 40 }, () => 1)]),
    );
    expect(count(treeOf({ spec }))).toBeLessThan(520);
  });
});
