import { useTranslation } from 'react-i18next';

/** Whose word makes the members of a group. */
export function GroupSource({ issuer }: { issuer: string }) {
  const { t } = useTranslation();
  return issuer || t('groups.ownSource');
}
