import { describe, expect, it } from 'vitest';
import { ApiError } from '@/shared/api/ApiError';
import { runBulk, type Result } from './runBulk';

const targets = (cluster: string, count: number) =>
  Array.from({ length: count }, (_each, index) => ({ key: `${cluster}/${index}`, cluster }));

const run = async (
  all: ReturnType<typeof targets>,
  act: (key: string) => Promise<unknown>,
  signal = new AbortController().signal,
) => {
  const results = new Map<string, Result>();
  await runBulk(
    all,
    ({ key }) => act(key),
    (key, result) => results.set(key, result),
    signal,
  );
  return results;
};

const outcomes = (results: Map<string, Result>, cluster: string) =>
  [...results].filter(([key]) => key.startsWith(cluster)).map(([, { outcome }]) => outcome);

describe('a bulk action', () => {
  it('tells what becomes of each object', async () => {
    const results = await run(targets('prod', 20), async (key) => {
      if (key === 'prod/7') throw new ApiError(403, { code: 7, message: 'You may not' }, null);
    });
    expect(results.get('prod/7')).toEqual({ outcome: 'failed', message: 'You may not' });
    expect(outcomes(results, 'prod').filter((outcome) => outcome === 'done')).toHaveLength(19);
  });

  it('does not go on asking a cluster that is away, and goes on with the others', async () => {
    let asked = 0;
    const results = await run([...targets('edge', 30), ...targets('prod', 30)], async (key) => {
      if (!key.startsWith('edge')) return;
      asked++;
      throw new ApiError(503, { code: 14, message: 'edge does not answer' }, null);
    });
    expect(asked).toBeLessThanOrEqual(6);
    expect(outcomes(results, 'edge').filter((outcome) => outcome === 'skipped')).toHaveLength(30 - asked);
    expect(new Set(outcomes(results, 'prod'))).toEqual(new Set(['done']));
  });

  it('never works on more than a few at once', async () => {
    let [now, most] = [0, 0];
    await run(targets('prod', 40), async () => {
      most = Math.max(most, ++now);
      await Promise.resolve();
      now--;
    });
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(6);
  });

  it('leaves alone what has not begun when it is stopped', async () => {
    const stop = new AbortController();
    const results = await run(
      targets('prod', 30),
      async (key) => {
        if (key === 'prod/3') stop.abort();
      },
      stop.signal,
    );
    const all = outcomes(results, 'prod');
    expect(all).toHaveLength(30);
    expect(all.filter((outcome) => outcome === 'skipped').length).toBeGreaterThanOrEqual(20);
  });
});
