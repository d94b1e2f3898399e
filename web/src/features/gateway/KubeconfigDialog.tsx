import {
  Alert,
  Button,
  Checkbox,
  ClipboardCopy,
  Content,
  Form,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { endOf, week } from '@/features/identity/tokens/expiry';
import { ExpiryChoice } from '@/features/identity/tokens/ExpiryChoice';
import { tokensKey } from '@/features/identity/tokens/tokenApi';
import { request } from '@/shared/api/client';
import { clusterPath } from '@/shared/api/paths';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { download } from '@/shared/list/download';

interface Props {
  cluster: string;
  onClose(): void;
}

/** Makes a kubeconfig that leads through the platform. */
export function KubeconfigDialog({ cluster, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [expiry, setExpiry] = useState(week);
  const [wantsAll, setAll] = useState(false);
  const making = useMutation({
    mutationFn: (expirationSeconds: number) =>
      wantsAll
        ? request<{ kubeConfigString: string }>('POST', '/api/v1/kubeconfig', {
            body: { clusters: [], expirationSeconds },
          })
        : request<{ kubeConfigString: string }>('POST', `${clusterPath(cluster)}/clustercert`, {
            body: { expirationSeconds },
          }),
    // NOTE: it holds a token, which must not stay in the memory of the console once its dialog is closed.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey }),
  });
  const [opened] = useState(() => Date.now());
  const file = wantsAll ? 'kpanda.yaml' : `${cluster}.yaml`;
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="kubeconfig-title">
      <ModalHeader title={t('kubeconfig.title', { cluster })} labelId="kubeconfig-title" />
      <ModalBody>
        {making.data ? (
          <>
            <p className="kp-title">{t('kubeconfig.made')}</p>
            <ClipboardCopy
              isCode
              isExpanded
              isReadOnly
              variant="expansion"
              hoverTip={t('tokens.copy')}
              clickTip={t('tokens.copied')}
              textAriaLabel={t('kubeconfig.text')}
              toggleAriaLabel={t('kubeconfig.text')}
            >
              {making.data.kubeConfigString}
            </ClipboardCopy>
            <Content component="p" className="kp-title">
              {t('kubeconfig.use')}
            </Content>
            <ClipboardCopy
              isReadOnly
              isCode
              hoverTip={t('tokens.copy')}
              clickTip={t('tokens.copied')}
              textAriaLabel={t('kubeconfig.command')}
            >
              {`kubectl --kubeconfig ./${file} get pods -A`}
            </ClipboardCopy>
          </>
        ) : (
          <Form
            id="make-kubeconfig"
            onSubmit={(event) => {
              event.preventDefault();
              const now = Date.now();
              const end = endOf(expiry, now);
              if (end !== null) making.mutate(end ? Math.ceil((end.getTime() - now) / 1000) : 0);
            }}
          >
            {making.error && (
              <Alert isInline variant="danger" title={making.error.message}>
                <ErrorReference error={making.error} />
              </Alert>
            )}
            <Content component="p">{t('kubeconfig.about')}</Content>
            <ExpiryChoice value={expiry} onChange={setExpiry} />
            <Checkbox
              id="kubeconfig-all"
              label={t('kubeconfig.all')}
              description={t('kubeconfig.allHelp')}
              isChecked={wantsAll}
              onChange={(_event, isChecked) => setAll(isChecked)}
            />
            <Content component="p">
              <Link to="/access-tokens">{t('kubeconfig.tokens')}</Link>
            </Content>
          </Form>
        )}
      </ModalBody>
      <ModalFooter>
        {making.data ? (
          <Button onClick={() => download(file, 'application/yaml', making.data.kubeConfigString)}>
            {t('kubeconfig.download')}
          </Button>
        ) : (
          <Button
            type="submit"
            form="make-kubeconfig"
            isDisabled={endOf(expiry, opened) === null || making.isPending}
            isLoading={making.isPending}
          >
            {t('kubeconfig.make')}
          </Button>
        )}
        <Button variant="link" onClick={onClose}>
          {t(making.data ? 'actions.close' : 'actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
