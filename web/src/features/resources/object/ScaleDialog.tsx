import {
  Alert,
  Button,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  NumberInput,
} from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { objectPath } from '@/shared/api/paths';
import type { ListedObject } from '@/shared/api/published';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { rowPlace } from '@/shared/kinds/objectLink';

const most = 10_000;

export function ScaleDialog({ kind, row, onClose }: { kind: KindDescriptor; row: ListedObject; onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const now = kind.can.replicas?.(row) ?? 0;
  const [wanted, setWanted] = useState<number | ''>(now);
  const isValid = wanted !== '' && Number.isInteger(wanted) && wanted >= 0 && wanted <= most;
  const scaling = useMutation({
    mutationFn: () =>
      request('PATCH', objectPath(rowPlace(kind.segment, row)), {
        body: { data: JSON.stringify({ spec: { replicas: wanted } }) },
      }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries();
    },
  });
  const step = (by: number) => setWanted((value) => Math.min(most, Math.max(0, (value || 0) + by)));
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="scale-title">
      <ModalHeader title={t('scale.title', { name: row.metadata.name })} labelId="scale-title" />
      <ModalBody>
        <Form
          id="scale"
          onSubmit={(event) => {
            event.preventDefault();
            if (isValid) scaling.mutate();
          }}
        >
          {scaling.error && <Alert isInline variant="danger" title={scaling.error.message} />}
          <FormGroup label={t('scale.replicas')} fieldId="replicas">
            <NumberInput
              inputProps={{ id: 'replicas', autoFocus: true }}
              inputAriaLabel={t('scale.replicas')}
              minusBtnAriaLabel={t('scale.fewer')}
              plusBtnAriaLabel={t('scale.more')}
              value={wanted}
              min={0}
              max={most}
              validated={isValid ? 'default' : 'error'}
              onMinus={() => step(-1)}
              onPlus={() => step(1)}
              onChange={({ currentTarget }) =>
                setWanted(
                  (currentTarget as HTMLInputElement).value === ''
                    ? ''
                    : Number((currentTarget as HTMLInputElement).value),
                )
              }
            />
            {!isValid && <p className="kp-field-error">{t('scale.range', { most })}</p>}
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button
          variant="primary"
          type="submit"
          form="scale"
          isDisabled={!isValid || wanted === now || scaling.isPending}
          isLoading={scaling.isPending}
        >
          {t('actions.scale')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
