import { useTranslation } from 'react-i18next';

/** What people call the platform roles that are built in. */
const builtIn = {
  Admin: 'admin',
  'IAM Owner': 'iamOwner',
  'Audit Owner': 'auditOwner',
  'Kpanda Owner': 'kpandaOwner',
  'Workspace and Folder Owner': 'workspaceOwner',
} as const;

/** Names and descriptions of platform roles; a custom role has its own. */
export function useRoleWords() {
  const { t } = useTranslation();
  const wordOf = (name: string) => (name in builtIn ? builtIn[name as keyof typeof builtIn] : undefined);
  return {
    name: (name: string): string => {
      const word = wordOf(name);
      return word ? t(`platformRoles.names.${word}`) : name;
    },
    about: ({ name, description }: { name: string; description: string }): string => {
      const word = wordOf(name);
      return word ? t(`platformRoles.abouts.${word}`) : description;
    },
  };
}
