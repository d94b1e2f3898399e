import { ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import type { ObjectAddress } from '@/shared/api/paths';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { ListStates } from '@/shared/list/ListStates';
import { GrantTable } from './GrantTable';
import { accessPath, permissionsKey, type AccessList } from './permissionsApi';

const verbs = ['get', 'update', 'delete'] as const;

/** Who may look at one object, change it or delete it, and by what. Of a Namespace also who holds anything in it. */
export function AccessTab({ kind, place }: { kind: KindDescriptor; place: ObjectAddress }) {
  const { t } = useTranslation();
  const isNamespace = kind.kind === 'Namespace';
  const [verb, setVerb] = useState<'' | (typeof verbs)[number]>(isNamespace ? '' : 'get');
  const query = {
    cluster: place.cluster,
    namespace: isNamespace ? place.name : (place.namespace ?? ''),
    verb,
    group: verb && kind.group,
    resource: verb && kind.segment.split('.')[0],
    name: verb && place.name,
  };
  const { data, error, refetch } = useQuery({
    queryKey: [...permissionsKey, 'access', query],
    queryFn: ({ signal }) => get<AccessList>(accessPath, query, signal),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      {data && (
        <p className="kp-muted kp-title">{t('permissions.accessAbout', { administrators: data.administrators })}</p>
      )}
      <ToggleGroup aria-label={t('permissions.accessTo')} className="kp-title">
        {[...(isNamespace ? ([''] as const) : []), ...verbs].map((each) => (
          <ToggleGroupItem
            key={each}
            buttonId={`access-${each || 'anything'}`}
            text={t(each ? `permissions.may.${each}` : 'permissions.accessAnything')}
            isSelected={verb === each}
            onChange={() => setVerb(each)}
          />
        ))}
      </ToggleGroup>
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
    </>
  );
}

const skeleton = [
  { id: 'who', title: 'permissions.who', isName: true, render: () => null },
  { id: 'role', title: 'permissions.role', render: () => null },
  { id: 'source', title: 'permissions.source', render: () => null },
] as const;
