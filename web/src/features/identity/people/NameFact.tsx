import { useTranslation } from 'react-i18next';

/** The name, and that it stays. */
export function NameFact({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <>
      {name} <span className="kp-muted">{t('users.nameFixed')}</span>
    </>
  );
}
