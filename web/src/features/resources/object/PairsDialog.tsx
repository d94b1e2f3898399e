import { Alert, Button, Form, Modal, ModalBody, ModalFooter, ModalHeader, TextInput } from '@patternfly/react-core';
import MinusCircleIcon from '@patternfly/react-icons/dist/esm/icons/minus-circle-icon';
import PlusCircleIcon from '@patternfly/react-icons/dist/esm/icons/plus-circle-icon';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedObject } from '@/shared/api/published';
import { useToast } from '@/shared/feedback/ToastContext';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { bulkAction } from '../bulk/bulkVerbs';
import { changedPairs, type Pair } from './changedPairs';

interface Props {
  verb: 'labels' | 'annotations';
  kind: KindDescriptor;
  row: ListedObject;
  onClose(): void;
}

/** Edits the labels or annotations of one object. Only what was changed is sent: what others change meanwhile stays. */
export function PairsDialog({ verb, kind, row, onClose }: Props) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const [before] = useState(() => row.metadata[verb] ?? {});
  const [pairs, setPairs] = useState<Pair[]>(() => Object.entries(before).map(([key, value]) => ({ key, value })));
  const changes = changedPairs(before, pairs);
  const saving = useMutation({
    mutationFn: () => bulkAction(verb, kind, changes)({ row }, new AbortController().signal),
    onSuccess: async () => {
      toast({ variant: 'success', title: t('yaml.saved') });
      onClose();
      await client.invalidateQueries();
    },
  });
  const set = (at: number, change: Partial<Pair>) =>
    setPairs(pairs.map((pair, index) => (index === at ? { ...pair, ...change } : pair)));
  const isChanged = Object.keys(changes).length > 0;
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="pairs-title">
      <ModalHeader title={t(`bulk.${verb}`)} description={row.metadata.name} labelId="pairs-title" />
      <ModalBody>
        <Form
          id="pairs"
          onSubmit={(event) => {
            event.preventDefault();
            if (isChanged) saving.mutate();
          }}
        >
          {saving.error && <Alert isInline variant="danger" title={saving.error.message} />}
          <div className="kp-pair-changes">
            {pairs.map(({ key, value }, index) => (
              <div key={index} className="kp-pair-changes__row">
                <TextInput
                  autoFocus={key === ''}
                  aria-label={t('bulk.key')}
                  value={key}
                  onChange={(_event, next) => set(index, { key: next })}
                />
                <TextInput
                  aria-label={t('bulk.value')}
                  value={value}
                  onChange={(_event, next) => set(index, { value: next })}
                />
                <Button
                  variant="plain"
                  icon={<MinusCircleIcon />}
                  aria-label={t('bulk.remove')}
                  onClick={() => setPairs(pairs.filter((_pair, at) => at !== index))}
                />
              </div>
            ))}
            <Button
              variant="link"
              isInline
              icon={<PlusCircleIcon />}
              onClick={() => setPairs([...pairs, { key: '', value: '' }])}
            >
              {t('bulk.add')}
            </Button>
          </div>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button
          variant="primary"
          type="submit"
          form="pairs"
          isDisabled={!isChanged || saving.isPending}
          isLoading={saving.isPending}
        >
          {t('actions.save')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
