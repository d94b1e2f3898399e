import { Button, Checkbox, Form, Label, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedObject } from '@/shared/api/published';
import { say } from '@/shared/i18n/words';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { BulkResults } from './BulkResults';
import { bulkAction, type BulkVerb } from './bulkVerbs';
import { changesOf, emptyChange, PairChangesField } from './PairChangesField';
import { runBulk, type Result } from './runBulk';

export interface BulkTarget {
  key: string;
  cluster: string;
  row: ListedObject;
}

interface Props {
  verb: BulkVerb;
  kind: KindDescriptor;
  targets: readonly BulkTarget[];
  onClose(): void;
}

/** Asks once for many objects, naming all of them; then shows what becomes of each. */
export function BulkDialog({ verb, kind, targets, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [changes, setChanges] = useState([emptyChange]);
  const [isConfirmed, setConfirmed] = useState(verb !== 'delete');
  const [results, setResults] = useState<ReadonlyMap<string, Result> | null>(null);
  const [isRunning, setRunning] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const isPairs = verb === 'labels' || verb === 'annotations';
  const pairs = changesOf(changes);
  const isReady = isConfirmed && (!isPairs || Object.keys(pairs).length > 0);
  const unfinished = targets.filter(({ key }) => ['failed', 'skipped'].includes(results?.get(key)?.outcome ?? ''));

  const start = async (subject: readonly BulkTarget[]) => {
    stop.current = new AbortController();
    setRunning(true);
    const next = new Map(results ?? []);
    await runBulk(
      subject,
      bulkAction(verb, kind, pairs),
      (key, result) => {
        next.set(key, result);
        setResults(new Map(next));
      },
      stop.current.signal,
    );
    setRunning(false);
    await client.invalidateQueries({ queryKey: ['list'] });
  };
  const words = { count: targets.length, kind: say(t, kind.title) };
  return (
    <Modal
      isOpen
      variant="medium"
      aria-labelledby="bulk-title"
      onClose={() => {
        if (!isRunning) onClose();
      }}
    >
      <ModalHeader
        title={t(`bulk.title.${verb}`, words)}
        titleIconVariant={verb === 'delete' ? 'warning' : undefined}
        description={results ? undefined : t(`bulk.body.${verb}`)}
        labelId="bulk-title"
      />
      <ModalBody>
        {results ? (
          <BulkResults targets={targets} results={results} />
        ) : (
          <Form
            id="bulk"
            onSubmit={(event) => {
              event.preventDefault();
              if (isReady) void start(targets);
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
        {!results ? (
          <>
            <Button variant={verb === 'delete' ? 'danger' : 'primary'} type="submit" form="bulk" isDisabled={!isReady}>
              {t(`bulk.start.${verb}`)}
            </Button>
            <Button variant="link" onClick={onClose}>
              {t('actions.cancel')}
            </Button>
          </>
        ) : isRunning ? (
          <Button variant="secondary" onClick={() => stop.current?.abort()}>
            {t('bulk.stop')}
          </Button>
        ) : (
          <>
            <Button variant="primary" onClick={onClose}>
              {t('bulk.close')}
            </Button>
            {unfinished.length > 0 && (
              <Button variant="secondary" onClick={() => void start(unfinished)}>
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
