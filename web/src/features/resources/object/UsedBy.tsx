import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { objectPath, type ObjectAddress } from '@/shared/api/paths';
import type { ListedObject } from '@/shared/api/published';
import { workloadKinds } from '@/features/workloads/kinds';
import { say } from '@/shared/i18n/words';
import { objectLink, rowPlace } from '@/shared/kinds/objectLink';
import { ListStates } from '@/shared/list/ListStates';
import { NameLink } from '@/shared/list/NameLink';
import { StatusText } from '@/shared/status/StatusText';

const order = { deployments: 0, statefulsets: 1, daemonsets: 2, jobs: 3, pods: 4 } as const;

/** Who would notice a change of this object: the workloads and pods that use it. */
export function UsedBy({ place }: { place: ObjectAddress }) {
  const { t } = useTranslation();
  const path = `${objectPath(place)}/related`;
  const { data, error, refetch } = useQuery({
    queryKey: ['related', path],
    queryFn: ({ signal }) => get<Partial<Record<keyof typeof order, ListedObject[]>>>(path, undefined, signal),
  });
  const found = (Object.keys(order) as (keyof typeof order)[]).flatMap((name) => {
    const kind = workloadKinds.find(({ segment }) => segment === name);
    return kind ? (data?.[name] ?? []).map((row) => ({ kind, row })) : [];
  });
  return (
    <ListStates
      data={data}
      error={error}
      refetch={refetch}
      count={found.length}
      empty={{ title: 'usedBy.nobody', body: 'usedBy.nobodyBody' }}
      skeleton={skeleton}
    >
      <div className="kp-table-scroll">
        <Table aria-label={t('object.tab.usedBy')} variant="compact" gridBreakPoint="">
          <Thead>
            <Tr>
              <Th>{t('fields.kind')}</Th>
              <Th>{t('fields.name')}</Th>
              <Th>{t('fields.status')}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {found.map(({ kind, row }) => (
              <Tr key={`${kind.segment}/${row.metadata.name}`}>
                <Td>{say(t, kind.title)}</Td>
                <Td>
                  <NameLink to={objectLink({ ...rowPlace(kind.segment, row), cluster: place.cluster })}>
                    {row.metadata.name}
                  </NameLink>
                </Td>
                <Td>
                  <StatusText {...kind.status(row)} />
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
    </ListStates>
  );
}

const skeleton = [
  { id: 'kind', title: 'fields.kind', render: () => null },
  { id: 'name', title: 'fields.name', isName: true, render: () => null },
] as const;
