import { ExpandableSection, Label } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { permissionsKey, roleClustersPath } from '../permissionsApi';
import type { RoleRollout } from './roleTable';

const status = { applied: 'success', pending: 'info', failed: 'danger', unused: undefined } as const;

interface Props {
  role: string;
  /** What is asked about: the state of another version is another. */
  version: string;
}

/** How far the rules of a role have got in the clusters. Asked again until no cluster waits for them. */
export function RoleClusters({ role, version }: Props) {
  const { t } = useTranslation();
  const { data, error } = useQuery({
    queryKey: [...permissionsKey, 'templates', role, version],
    queryFn: ({ signal }) => get<RoleRollout>(roleClustersPath(role), undefined, signal),
    staleTime: 0,
    refetchInterval: ({ state: { data: seen } }) =>
      seen?.items.some(({ state }) => state === 'pending') ? 2000 : false,
  });
  if (error) return <p role="alert">{error.message}</p>;
  const count = (state: string) => data?.items.filter((each) => each.state === state).length ?? 0;
  return (
    <ExpandableSection
      className="kp-title"
      isIndented
      toggleText={
        data
          ? t('roles.rollout', { applied: count('applied'), pending: count('pending'), failed: count('failed') })
          : t('roles.rolloutUnknown')
      }
    >
      <ul className="kp-role-clusters">
        {data?.items.map(({ cluster, state, message }) => (
          <li key={cluster}>
            {cluster}{' '}
            <Label isCompact status={status[state as keyof typeof status]}>
              {t(`roles.states.${state as keyof typeof status}`)}
            </Label>{' '}
            <span className="kp-muted">{message}</span>
          </li>
        ))}
      </ul>
    </ExpandableSection>
  );
}
