import i18next from 'i18next';
import { get } from '@/shared/api/client';
import { objectJsonPath } from '@/shared/api/paths';
import type { ListedObject } from '@/shared/api/published';
import { say } from '@/shared/i18n/words';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { rowPlace } from '@/shared/kinds/objectLink';
import { download } from '@/shared/list/download';
import { startBatch } from '@/shared/operations/runBatch';

/** The most objects that are read one by one for a file. */
export const mostYaml = 1_000;

/** Makes a file of the objects as their clusters hold them, one document each; none where one of them cannot be read. Ends with the operation. */
export function exportYaml(kind: KindDescriptor, rows: readonly ListedObject[]): Promise<void> {
  const targets = rows.slice(0, mostYaml).map((row, index) => {
    const { name, namespace, cluster = '' } = row.metadata;
    return { key: String(index), name, namespace, cluster, row };
  });
  const documents: string[] = [];
  return new Promise((resolve) => {
    startBatch({
      title: i18next.t('bulk.title.export', { count: targets.length, kind: say(i18next.t, kind.title) }),
      targets,
      act: async ({ key, row }, signal) => {
        const { toEditableYaml } = await import('@/shared/yaml/yamlText');
        const { data } = await get<{ data: string }>(objectJsonPath(rowPlace(kind.segment, row)), undefined, signal);
        documents[Number(key)] = toEditableYaml(data);
        return undefined;
      },
      onEnd: (items) => {
        if (items.every(({ outcome }) => outcome === 'done'))
          download(`${kind.segment}.yaml`, 'application/yaml', documents.join('---\n'));
        resolve();
      },
    });
  });
}
