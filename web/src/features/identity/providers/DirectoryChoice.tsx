import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Choice } from '@/shared/forms/Choice';
import { offeredProvidersQuery } from './offeredProviders';

interface Props {
  value: string;
  onChange(next: string): void;
}

/** Whose password is typed, where there are directories: one of them, or whichever knows the name. */
export function DirectoryChoice({ value, onChange }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery(offeredProvidersQuery);
  const directories = data?.items.filter(({ kind }) => kind === 'ldap') ?? [];
  if (directories.length === 0) return null;
  return (
    <Choice
      id="directory"
      title={t('signIn.directory')}
      value={value}
      options={[
        ['', t('signIn.anyDirectory')],
        ...directories.map(({ alias, displayName }) => [alias, displayName] as const),
      ]}
      onChange={onChange}
    />
  );
}
