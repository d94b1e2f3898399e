import { get } from '@/shared/api/client';
import { objectJsonPath } from '@/shared/api/paths';
import type { ListedObject } from '@/shared/api/published';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { rowPlace } from '@/shared/kinds/objectLink';
import { download } from '@/shared/list/download';
import { runBulk } from './runBulk';

/** The most objects that are read one by one for a file. */
export const mostYaml = 1_000;

/** A file of the objects as their clusters hold them, one document each. The first that cannot be read ends it. */
export async function exportYaml(kind: KindDescriptor, rows: readonly ListedObject[]): Promise<void> {
  const { toEditableYaml } = await import('@/shared/yaml/yamlText');
  const targets = rows
    .slice(0, mostYaml)
    .map((row, index) => ({ key: String(index), cluster: row.metadata.cluster ?? '', row }));
  const documents: string[] = [];
  const stop = new AbortController();
  let failure: string | undefined;
  await runBulk(
    targets,
    async ({ key, row }, signal) => {
      const { data } = await get<{ data: string }>(objectJsonPath(rowPlace(kind.segment, row)), undefined, signal);
      documents[Number(key)] = toEditableYaml(data);
    },
    (_key, { outcome, message }) => {
      if (outcome !== 'failed') return;
      failure ??= message;
      stop.abort();
    },
    stop.signal,
  );
  if (failure !== undefined) throw new Error(failure);
  download(`${kind.segment}.yaml`, 'application/yaml', documents.join('---\n'));
}
