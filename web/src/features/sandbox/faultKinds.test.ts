import { describe, expect, it } from 'vitest';
import { faultDefaults, faultKinds, isComplete, orderOf } from './faultKinds';

describe('the order of a fault', () => {
  it('has what its kind needs, as numbers and words, and no more', () => {
    const values = { ...faultDefaults, node: 'node-1', seconds: '2.5' };
    expect(orderOf('Slow', values, 60)).toEqual({ kind: 'Slow', seconds: 2.5, every: 1, forSeconds: 60 });
    expect(orderOf('NodeDown', values, 0)).toEqual({ kind: 'NodeDown', node: 'node-1' });
    expect(orderOf('WebhookDown', values, 0)).toEqual({
      kind: 'WebhookDown',
      webhook: 'TimedOut',
      seconds: 2.5,
      every: 1,
    });
    expect(orderOf('DataLoss', values, 0)).toEqual({ kind: 'DataLoss' });
  });

  it('is complete from the start but where a name is needed', () => {
    expect(faultKinds.filter((kind) => !isComplete(kind, faultDefaults))).toEqual(['NodeDown', 'FullQuota']);
    expect(isComplete('NodeDown', { ...faultDefaults, node: 'node-1' })).toBe(true);
    expect(isComplete('Slow', { ...faultDefaults, seconds: 'soon' })).toBe(false);
  });
});
