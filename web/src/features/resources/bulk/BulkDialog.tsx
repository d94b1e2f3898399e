import { Label } from '@patternfly/react-core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedObject } from '@/shared/api/published';
import { say } from '@/shared/i18n/words';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { BatchDialog } from '@/shared/operations/BatchDialog';
import { startBatch, type BatchTarget } from '@/shared/operations/runBatch';
import { bulkAction, type BulkVerb } from './bulkVerbs';
import type { BulkMemory } from './redoBulk';
import { changesOf, emptyChange, PairChangesField } from './PairChangesField';

export interface BulkTarget extends BatchTarget {
  row: ListedObject;
}

interface Props {
  verb: BulkVerb;
  kind: KindDescriptor;
  targets: readonly BulkTarget[];
  onClose(): void;
}

/** Asks once for many objects, naming all of them; then shows what becomes of each. It goes on when the dialog is closed. */
export function BulkDialog({ verb, kind, targets, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [changes, setChanges] = useState([emptyChange]);

  const isPairs = verb === 'labels' || verb === 'annotations';
  const pairs = changesOf(changes);
  const words = { count: targets.length, kind: say(t, kind.title) };
  const start = () =>
    startBatch<BulkTarget>({
      title: t(`bulk.operation.${verb}`, words),
      targets,
      memory: { does: 'bulk', verb, segment: kind.segment, changes: pairs } satisfies BulkMemory,
      act: bulkAction(verb, kind, pairs),
      onEnd: () => void client.invalidateQueries({ queryKey: ['list'] }),
    });
  return (
    <BatchDialog
      title={t(`bulk.title.${verb}`, words)}
      body={t(`bulk.body.${verb}`)}
      action={t(`bulk.start.${verb}`)}
      isReady={!isPairs || Object.keys(pairs).length > 0}
      confirm={verb === 'delete' ? t('bulk.confirm', { count: targets.length }) : undefined}
      onStart={start}
      onClose={onClose}
    >
      {isPairs && <PairChangesField changes={changes} onChange={setChanges} />}
      <Named targets={targets} />
    </BatchDialog>
  );
}

/** The objects, by cluster. */
function Named({ targets }: { targets: readonly BulkTarget[] }) {
  const { t } = useTranslation();
  const clusters = [...new Set(targets.map(({ cluster }) => cluster))];
  return (
    <div className="kp-bulk-named" role="region" aria-label={t('bulk.objects')} tabIndex={0}>
      {clusters.map((cluster) => (
        <div key={cluster}>
          <strong>{cluster}</strong>{' '}
          <Label isCompact>{targets.filter((target) => target.cluster === cluster).length}</Label>
          <div className="kp-bulk-named__names">
            {targets
              .filter((target) => target.cluster === cluster)
              .map(({ key, row: { metadata } }) => (
                <span key={key}>{metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name}</span>
              ))}
          </div>
        </div>
      ))}
    </div>
  );
}
