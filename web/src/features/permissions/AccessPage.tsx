import {
  FormSelect,
  FormSelectOption,
  PageSection,
  Title,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { get } from '@/shared/api/client';
import { ListStates } from '@/shared/list/ListStates';
import { useNamespaceNames } from '@/shared/places/useNamespaceNames';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { GrantTable } from './GrantTable';
import { accessPath, permissionsKey, type AccessList } from './permissionsApi';

/** What is asked for most, as `verb group/resource`. */
const actions = [
  ['get', '', 'pods'],
  ['get', '', 'pods/log'],
  ['create', '', 'pods/exec'],
  ['get', '', 'secrets'],
  ['create', 'apps', 'deployments'],
  ['delete', 'apps', 'deployments'],
  ['create', 'rbac.authorization.k8s.io', 'rolebindings'],
] as const;

/** Who has access to a cluster or one of its namespaces, or may do one thing there, and by what. */
export function AccessPage() {
  const { t } = useTranslation();
  const { cluster = '' } = useParams();
  usePageTitle(t('permissions.access'), cluster);
  const [parameters, setParameters] = useSearchParams();
  const namespaces = useNamespaceNames(cluster);
  const namespace = parameters.get('namespace') ?? '';
  const chosen = actions.find((action) => action.join(' ') === parameters.get('to'));
  const [verb = '', group = '', resource = ''] = chosen ?? [];
  const query = { cluster, namespace, verb, group, resource };
  const { data, error, refetch } = useQuery({
    queryKey: [...permissionsKey, 'access', query],
    queryFn: ({ signal }) => get<AccessList>(accessPath, query, signal),
    placeholderData: keepPreviousData,
  });
  const change = (name: string, value: string) =>
    setParameters(
      (current) => {
        const next = new URLSearchParams(current);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return (
    <PageSection isFilled>
      <Title headingLevel="h2" className="kp-title">
        {t('permissions.access')}
      </Title>
      {data && (
        <p className="kp-muted kp-title">{t('permissions.accessAbout', { administrators: data.administrators })}</p>
      )}
      <Toolbar className="kp-toolbar" inset={{ default: 'insetNone' }}>
        <ToolbarContent>
          <ToolbarItem>
            <FormSelect
              aria-label={t('fields.namespace')}
              value={namespace}
              onChange={(_event, value) => change('namespace', value)}
            >
              <FormSelectOption value="" label={t('permissions.wholeCluster')} />
              {namespaces.map((name) => (
                <FormSelectOption key={name} value={name} label={name} />
              ))}
            </FormSelect>
          </ToolbarItem>
          <ToolbarItem>
            <FormSelect
              aria-label={t('permissions.accessTo')}
              value={chosen?.join(' ') ?? ''}
              onChange={(_event, value) => change('to', value)}
            >
              <FormSelectOption value="" label={t('permissions.accessAnything')} />
              {actions.map((action) => (
                <FormSelectOption key={action.join(' ')} value={action.join(' ')} label={`${action[0]} ${action[2]}`} />
              ))}
            </FormSelect>
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      <ListStates
        data={data}
        error={error}
        refetch={refetch}
        count={data?.items.length ?? 0}
        empty={{ title: 'permissions.noneHere', body: 'permissions.noneHereBody' }}
        skeleton={skeleton}
      >
        <GrantTable label={t('permissions.access')} grants={data?.items ?? []} withNamespace />
      </ListStates>
    </PageSection>
  );
}

const skeleton = [
  { id: 'who', title: 'permissions.who', isName: true, render: () => null },
  { id: 'role', title: 'permissions.role', render: () => null },
  { id: 'source', title: 'permissions.source', render: () => null },
] as const;
