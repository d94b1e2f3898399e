import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/ApiError';

/** The request id, by which an operator finds the failure in the server's log. */
export function ErrorReference({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const id = error instanceof ApiError ? error.requestId : undefined;
  return id ? <small className="kp-reference">{t('errors.reference', { id })}</small> : null;
}
