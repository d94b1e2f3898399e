import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '@/shared/forms/FormDrawer';
import type { Cluster } from '@/shared/api/published';
import { EditForm } from './EditForm';
import { KubeconfigForm } from './KubeconfigForm';

interface Props {
  /** The cluster, once it is known. */
  cluster: Cluster | undefined;
  /** Which form is open; null for none. */
  form: 'edit' | 'kubeconfig' | null;
  onClose(): void;
  children: ReactNode;
}

/** The forms that change a cluster, beside the page that shows it. */
export function ClusterDrawer({ cluster, form, onClose, children }: Props) {
  const { t } = useTranslation();
  const name = cluster?.metadata.name ?? '';
  return (
    <FormDrawer
      isOpen={cluster !== undefined && form !== null}
      title={t(form === 'kubeconfig' ? 'clusters.kubeconfig.title' : 'clusters.edit.title', { cluster: name })}
      onClose={onClose}
      form={
        cluster &&
        (form === 'kubeconfig' ? (
          <KubeconfigForm key={name} cluster={name} onClose={onClose} />
        ) : (
          <EditForm key={name} cluster={cluster} onClose={onClose} />
        ))
      }
    >
      {children}
    </FormDrawer>
  );
}
