import { ApiError } from '@/shared/api/ApiError';

/** What has become of one object of a bulk action. */
export type Outcome = 'waiting' | 'running' | 'done' | 'failed' | 'skipped';

export interface Result {
  outcome: Outcome;
  /** Why it failed, in the words of the server. */
  message?: string;
}

interface Target {
  key: string;
  cluster: string;
}

/** How many objects are worked on at once: enough to be quick, few enough to leave a member room for others. */
const width = 6;

/**
 * Does something to each object and tells what becomes of it. A failure stops nobody else, but a cluster that does not answer is not asked
 * again: the rest of its objects is skipped. So is everything that has not begun when the person stops it.
 */
export async function runBulk<T extends Target>(
  targets: readonly T[],
  act: (target: T, signal: AbortSignal) => Promise<unknown>,
  onResult: (key: string, result: Result) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = [...targets];
  const away = new Set<string>();
  const work = async () => {
    for (let target = waiting.shift(); target; target = waiting.shift()) {
      if (signal.aborted || away.has(target.cluster)) {
        onResult(target.key, { outcome: 'skipped' });
        continue;
      }
      onResult(target.key, { outcome: 'running' });
      onResult(target.key, await attempt(target));
    }
  };
  const attempt = async (target: T): Promise<Result> => {
    try {
      await act(target, signal);
      return { outcome: 'done' };
    } catch (error) {
      if (signal.aborted) return { outcome: 'skipped' };
      if (error instanceof ApiError && error.isUnreachable) away.add(target.cluster);
      return { outcome: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  };
  await Promise.all(Array.from({ length: width }, work));
}
