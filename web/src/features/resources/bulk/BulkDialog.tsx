import { Button, Checkbox, Form, Label, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedObject } from '@/shared/api/published';
import { say } from '@/shared/i18n/words';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { OperationResults } from '@/shared/operations/OperationResults';
import { useOperation } from '@/shared/operations/operations';
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
  const [isConfirmed, setConfirmed] = useState(verb !== 'delete');
  const [started, setStarted] = useState<number | null>(null);
  const operation = useOperation(started);

  const isPairs = verb === 'labels' || verb === 'annotations';
  const pairs = changesOf(changes);
  const isReady = isConfirmed && (!isPairs || Object.keys(pairs).length > 0);
  const words = { count: targets.length, kind: say(t, kind.title) };
  const start = () =>
    setStarted(
      startBatch<BulkTarget>({
        title: t(`bulk.operation.${verb}`, words),
        targets,
        memory: { does: 'bulk', verb, segment: kind.segment, changes: pairs } satisfies BulkMemory,
        act: bulkAction(verb, kind, pairs),
        onEnd: () => void client.invalidateQueries({ queryKey: ['list'] }),
      }),
    );
  return (
    <Modal isOpen variant="medium" aria-labelledby="bulk-title" onClose={onClose}>
      <ModalHeader
        title={t(`bulk.title.${verb}`, words)}
        titleIconVariant={verb === 'delete' ? 'warning' : undefined}
        description={started !== null ? undefined : t(`bulk.body.${verb}`)}
        labelId="bulk-title"
      />
      <ModalBody>
        {started !== null ? (
          <OperationResults items={operation?.items ?? []} />
        ) : (
          <Form
            id="bulk"
            onSubmit={(event) => {
              event.preventDefault();
              if (isReady) start();
            }}
          >
            {isPairs && <PairChangesField changes={changes} onChange={setChanges} />}
            <Named targets={targets} />
            {verb === 'delete' && (
              <Checkbox
                id="bulk-confirm"
                label={t('bulk.confirm', { count: targets.length })}
                isChecked={isConfirmed}
                onChange={(_event, next) => setConfirmed(next)}
              />
            )}
          </Form>
        )}
      </ModalBody>
      <ModalFooter>
        {started === null ? (
          <>
            <Button variant={verb === 'delete' ? 'danger' : 'primary'} type="submit" form="bulk" isDisabled={!isReady}>
              {t(`bulk.start.${verb}`)}
            </Button>
            <Button variant="link" onClick={onClose}>
              {t('actions.cancel')}
            </Button>
          </>
        ) : (
          <>
            <Button variant="primary" onClick={onClose}>
              {t(operation?.stop ? 'bulk.background' : 'bulk.close')}
            </Button>
            {operation?.stop && (
              <Button variant="secondary" onClick={operation.stop}>
                {t('bulk.stop')}
              </Button>
            )}
            {operation?.retry && (
              <Button variant="secondary" onClick={operation.retry}>
                {t('bulk.retry')}
              </Button>
            )}
          </>
        )}
      </ModalFooter>
    </Modal>
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
