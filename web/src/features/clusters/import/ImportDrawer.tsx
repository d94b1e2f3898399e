import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '@/shared/forms/FormDrawer';
import { ImportForm } from './ImportForm';

/** The form for a cluster to import, beside the list that it will appear in. */
export function ImportDrawer({ isOpen, onClose, children }: { isOpen: boolean; onClose(): void; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <FormDrawer
      isOpen={isOpen}
      title={t('clusters.import.title')}
      form={<ImportForm onClose={onClose} />}
      onClose={onClose}
    >
      {children}
    </FormDrawer>
  );
}
