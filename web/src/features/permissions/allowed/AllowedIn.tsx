import {
  Alert,
  FormSelect,
  FormSelectOption,
  Label,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMayEach } from '@/shared/access/useMay';
import { get } from '@/shared/api/client';
import { ListStates } from '@/shared/list/ListStates';
import { useClusterNames } from '@/shared/places/useClusterNames';
import { useNamespaceNames } from '@/shared/places/useNamespaceNames';
import { allowedPath, permissionsKey, type AllowedList } from '../permissionsApi';
import { AllowedTable } from './AllowedTable';

interface Props {
  /** Whom it is about; who asks where neither is given. */
  user?: string;
  group?: string;
}

/** What somebody may do in a cluster, or in one of its namespaces, to choose. The place is kept in the address. */
export function AllowedIn({ user = '', group = '' }: Props) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const clusters = useClusterNames();
  const cluster = parameters.get('cluster') ?? clusters[0]?.name ?? '';
  const namespaces = useNamespaceNames(cluster);
  const isOther = user !== '' || group !== '';
  const [whole] = useMayEach([
    isOther && cluster !== ''
      ? { verb: 'list', resource: 'clusterrolebindings.rbac.authorization.k8s.io', cluster }
      : undefined,
  ]);
  // Who may see grants in namespaces alone is asked for one of these.
  const isInNamespaces = isOther && whole?.allowed === false;
  const namespace = parameters.get('namespace') ?? (isInNamespaces ? (namespaces[0] ?? '') : '');
  const query = { user, group, cluster, namespace };
  const { data, error, refetch } = useQuery({
    queryKey: [...permissionsKey, 'allowed', query],
    queryFn: ({ signal }) => get<AllowedList>(allowedPath, query, signal),
    placeholderData: keepPreviousData,
    enabled: cluster !== '' && (!isOther || whole?.allowed !== undefined),
  });
  const go = (place: { cluster: string; namespace?: string }) =>
    setParameters(
      (current) => {
        const next = new URLSearchParams(current);
        next.set('cluster', place.cluster);
        if (place.namespace) next.set('namespace', place.namespace);
        else next.delete('namespace');
        return next;
      },
      { replace: true },
    );
  const elsewhere = data?.namespaces.filter((name) => name !== namespace) ?? [];
  return (
    <>
      <Toolbar className="kp-toolbar" inset={{ default: 'insetNone' }}>
        <ToolbarContent>
          <ToolbarItem>
            <FormSelect
              aria-label={t('fields.cluster')}
              value={cluster}
              onChange={(_event, value) => go({ cluster: value })}
            >
              {clusters.map(({ name }) => (
                <FormSelectOption key={name} value={name} label={name} />
              ))}
            </FormSelect>
          </ToolbarItem>
          <ToolbarItem>
            <FormSelect
              aria-label={t('fields.namespace')}
              value={namespace}
              onChange={(_event, value) => go({ cluster, namespace: value })}
            >
              {!isInNamespaces && <FormSelectOption value="" label={t('permissions.wholeCluster')} />}
              {namespaces.map((name) => (
                <FormSelectOption key={name} value={name} label={name} />
              ))}
            </FormSelect>
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      {elsewhere.length > 0 && (
        <p className="kp-title">
          {t('allowed.namespaces')}{' '}
          {elsewhere.map((name) => (
            <Label key={name} isCompact onClick={() => go({ cluster, namespace: name })}>
              {name}
            </Label>
          ))}
        </p>
      )}
      {data?.readOnly && data.reasons.length > 0 && (
        <Alert isInline className="kp-title" variant="warning" title={t('allowed.readOnly')} />
      )}
      <ListStates
        data={data}
        error={error}
        refetch={refetch}
        count={data?.items.length ?? 0}
        empty={{ title: 'allowed.none', body: isOther ? 'allowed.noneBody' : 'allowed.noneMineBody' }}
        skeleton={skeleton}
      >
        {data && <AllowedTable allowed={data} />}
      </ListStates>
    </>
  );
}

const skeleton = [
  { id: 'kind', title: 'permissions.kind', isName: true, render: () => null },
  { id: 'by', title: 'allowed.by', render: () => null },
] as const;
