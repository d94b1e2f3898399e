import {
  Alert,
  Button,
  Form,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { Field } from '@/shared/forms/Field';
import { FaultFieldInput } from './FaultFieldInput';
import {
  faultDefaults,
  faultFields,
  faultKinds,
  faultLengths,
  isComplete,
  orderOf,
  type FaultKind,
} from './faultKinds';
import { useStartFault } from './useFaults';

interface Props {
  cluster: string;
  canChangeCertificate: boolean;
  onClose(): void;
}

/** Lets something go wrong with a simulated cluster. */
export function StartFaultDialog({ cluster, canChangeCertificate, onClose }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<FaultKind>('CutOff');
  const [values, setValues] = useState<Record<keyof typeof faultDefaults, string>>(faultDefaults);
  const [length, setLength] = useState<number>(300);
  const { mutate, isPending, error } = useStartFault(cluster);
  const canStart = isComplete(kind, values) && !isPending;
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="fault-title">
      <ModalHeader title={t('sandbox.start')} labelId="fault-title" />
      <ModalBody>
        <Form
          id="start-fault"
          onSubmit={(event) => {
            event.preventDefault();
            if (canStart) mutate(orderOf(kind, values, length), { onSuccess: onClose });
          }}
        >
          {error && (
            <Alert isInline variant="danger" title={error.message}>
              <ErrorReference error={error} />
            </Alert>
          )}
          <Field id="fault-kind" label={t('sandbox.fault')} help={t(`sandbox.hint.${kind}`)}>
            <FormSelect
              id="fault-kind"
              value={kind}
              autoFocus
              aria-describedby="fault-kind-help"
              onChange={(_event, value) => setKind(value as FaultKind)}
            >
              {faultKinds.map((each) => (
                <FormSelectOption
                  key={each}
                  value={each}
                  label={t(`sandbox.kind.${each}`)}
                  isDisabled={each === 'ChangedCertificate' && !canChangeCertificate}
                />
              ))}
            </FormSelect>
          </Field>
          {faultFields[kind].map((field) => (
            <FaultFieldInput
              key={field}
              cluster={cluster}
              kind={kind}
              field={field}
              value={values[field]}
              onChange={(value) => setValues({ ...values, [field]: value })}
            />
          ))}
          <Field id="fault-length" label={t('sandbox.length')}>
            <FormSelect id="fault-length" value={length} onChange={(_event, value) => setLength(Number(value))}>
              {faultLengths.map((seconds) => (
                <FormSelectOption
                  key={seconds}
                  value={seconds}
                  label={seconds === 0 ? t('sandbox.untilEnded') : t('sandbox.minutes', { count: seconds / 60 })}
                />
              ))}
            </FormSelect>
          </Field>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="start-fault" variant="danger" isDisabled={!canStart} isLoading={isPending}>
          {t('sandbox.startNow')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
