import { Alert, Button, Card, CardBody, CardTitle, Flex, Label, Skeleton } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { useToast } from '@/shared/feedback/ToastContext';
import { factorQuery, newRecoveryCodes, removeSecondFactor } from '../accountApi';
import { EnrolDialog } from './EnrolDialog';
import { ProofDialog } from './ProofDialog';
import { RecoveryCodesDialog } from './RecoveryCodesDialog';

const few = 3;

/** One's own second factor: whether there is one, and setting it up, taking it away and making recovery codes anew. */
export function SecondFactorCard() {
  const { t } = useTranslation();
  const { data, error } = useQuery(factorQuery);
  const [open, setOpen] = useState<'enrol' | 'remove' | 'codes' | null>(null);
  const close = () => setOpen(null);
  return (
    <Card>
      <CardTitle component="h2">
        {t('account.factor.title')}{' '}
        {data && (
          <Label isCompact status={data.enabled ? 'success' : data.required ? 'warning' : undefined}>
            {t(data.enabled ? 'account.factor.on' : 'account.factor.off')}
          </Label>
        )}
      </CardTitle>
      <CardBody>
        <FailureAlert error={error} />
        {!data && !error && <Skeleton screenreaderText={t('list.loading')} />}
        <p className="kp-muted kp-title">{t('account.factor.about')}</p>
        {data && !data.hasPassword && <p>{t('account.factor.elsewhere')}</p>}
        {data?.hasPassword && !data.enabled && (
          <Button onClick={() => setOpen('enrol')}>{t('account.factor.setUp')}</Button>
        )}
        {data?.hasPassword && data.enabled && (
          <>
            <Alert
              isInline
              className="kp-title"
              variant={data.recoveryCodesLeft <= few ? 'warning' : 'info'}
              title={t('account.factor.left', { count: data.recoveryCodesLeft })}
            />
            <Flex>
              <Button variant="secondary" onClick={() => setOpen('codes')}>
                {t('account.factor.renew')}
              </Button>
              <Button variant="secondary" isDanger isDisabled={data.required} onClick={() => setOpen('remove')}>
                {t('account.factor.remove')}
              </Button>
            </Flex>
          </>
        )}
        {data?.required && <p className="kp-muted kp-space-top">{t('account.factor.required')}</p>}
      </CardBody>
      {open === 'enrol' && <EnrolDialog onClose={close} />}
      {open === 'remove' && <RemoveDialog onClose={close} />}
      {open === 'codes' && <RenewDialog onClose={close} />}
    </Card>
  );
}

function RemoveDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: removeSecondFactor,
    gcTime: 0,
    onSuccess: async () => {
      toast({ variant: 'success', title: t('account.factor.removed') });
      onClose();
      await client.invalidateQueries({ queryKey: factorQuery.queryKey });
    },
  });
  return (
    <ProofDialog
      isDanger
      title={t('account.factor.remove')}
      body={t('account.factor.removeBody')}
      action={t('account.factor.remove')}
      error={removing.error}
      isBusy={removing.isPending}
      onConfirm={(password) => removing.mutate(password)}
      onClose={onClose}
    />
  );
}

function RenewDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const renewing = useMutation({
    mutationFn: newRecoveryCodes,
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: factorQuery.queryKey }),
  });
  if (renewing.data)
    return <RecoveryCodesDialog title={t('account.factor.renewed')} codes={renewing.data.codes} onClose={onClose} />;
  return (
    <ProofDialog
      title={t('account.factor.renew')}
      body={t('account.factor.renewBody')}
      action={t('account.factor.renew')}
      error={renewing.error}
      isBusy={renewing.isPending}
      onConfirm={(password) => renewing.mutate(password)}
      onClose={onClose}
    />
  );
}
