import i18next from 'i18next';
import { countOf, readOperation, startOperation, type OperationItem, type Result } from './operations';
import { ApiError } from '@/shared/api/ApiError';

/** How many objects are worked on at once: enough to be quick, few enough to leave a member room for others. */
const width = 6;

/** An object that something is done to. */
export interface BatchTarget {
  key: string;
  name: string;
  namespace?: string;
  cluster: string;
}

export interface Batch<T extends BatchTarget> {
  title: string;
  targets: readonly T[];
  /** Does it to one; what it gives back is told beside the object. */
  act(target: T, signal: AbortSignal): Promise<string | undefined>;
  /** One after the other in their order, for work that builds on what came before. */
  isInOrder?: boolean;
  /** What it must know to be done again after the page was loaded again: never what is secret. */
  memory?: unknown;
  /** After it has ended, however. */
  onEnd?(items: readonly OperationItem[]): void;
}

/** Does something to many objects as an operation: it survives a change of the page, can be stopped, and done again for what failed. Returns its id. */
export function startBatch<T extends BatchTarget>(batch: Batch<T>): number {
  const items = batch.targets.map(({ key, name, namespace, cluster }): OperationItem => {
    return { key, name, namespace, cluster, outcome: 'waiting' };
  });
  const operation = startOperation(batch.title, items, batch.memory);
  const run = async (targets: readonly T[]) => {
    const stop = new AbortController();
    operation.run(() => stop.abort());
    for (const { key } of targets) operation.item(key, { outcome: 'waiting' });
    await runBatch(targets, batch, operation.item, stop.signal);
    const ended = readOperation(operation.id)?.items ?? [];
    const [failed, skipped] = [countOf(ended, 'failed'), countOf(ended, 'skipped')];
    if (failed + skipped === 0) operation.succeed(i18next.t('bulk.done', { count: ended.length }));
    else {
      const left = new Set(ended.filter(({ outcome }) => outcome !== 'done').map(({ key }) => key));
      operation.fail(summary(ended), () => void run(batch.targets.filter(({ key }) => left.has(key))));
    }
    batch.onEnd?.(ended);
  };
  void run(batch.targets);
  return operation.id;
}

const summary = (items: readonly OperationItem[]): string =>
  [
    i18next.t('bulk.done', { count: countOf(items, 'done') }),
    countOf(items, 'failed') > 0 && i18next.t('bulk.failed', { count: countOf(items, 'failed') }),
    countOf(items, 'skipped') > 0 && i18next.t('bulk.notTried', { count: countOf(items, 'skipped') }),
  ]
    .filter(Boolean)
    .join(' · ');

/**
 * Does something to each object and tells what becomes of it. A failure stops nobody else, but a cluster that does not answer is not asked
 * again: the rest of its objects is skipped. So is everything that has not begun when the person stops it.
 */
export async function runBatch<T extends BatchTarget>(
  targets: readonly T[],
  { act, isInOrder = false }: Pick<Batch<T>, 'act' | 'isInOrder'>,
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
      return { outcome: 'done', message: await act(target, signal) };
    } catch (error) {
      if (signal.aborted) return { outcome: 'skipped' };
      if (error instanceof ApiError && error.isUnreachable) away.add(target.cluster);
      return { outcome: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  };
  await Promise.all(Array.from({ length: isInOrder ? 1 : width }, work));
}
