import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { MayButton } from '@/shared/access/MayButton';
import { collectionOf } from '@/shared/kinds/needs';
import { listPath } from '@/shared/api/paths';
import type { QueryValue } from '@/shared/api/client';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { clusterLink } from '@/shared/kinds/objectLink';
import { kindList } from '@/shared/list/columns';
import { ListPage } from '@/shared/list/ListPage';
import type { ListedObject } from '@/shared/api/published';
import { BulkBar } from '../bulk/BulkBar';
import { exportYaml } from '../bulk/exportYaml';
import { useObjectActions } from '../object/useObjectActions';

interface Props {
  kind: KindDescriptor;
  cluster?: string;
  /** Another path of the same rows, such as those of one namespace. */
  path?: string;
  query?: Record<string, QueryValue>;
  isEmbedded?: boolean;
}

/** The list of a kind, wherever it stands. */
export function KindList({ kind, cluster, path, query, isEmbedded = false }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const descriptor = useMemo(() => kindList(kind, { cluster }), [kind, cluster]);
  const { actionsOf, dialogs } = useObjectActions(kind);
  const exports = useMemo(
    () =>
      kind.can.json && !kind.can.isSecret
        ? [{ id: 'yaml', title: 'list.exportYaml' as const, run: (rows: ListedObject[]) => exportYaml(kind, rows) }]
        : [],
    [kind],
  );
  const create: ReactNode = cluster && !isEmbedded && kind.can.remove && (
    <MayButton
      needs={[{ verb: 'create', resource: collectionOf(kind), cluster, namespace: kind.namespaced ? '*' : '' }]}
      variant="primary"
      onClick={() => void navigate(clusterLink(cluster, 'create'))}
    >
      {t('create.button')}
    </MayButton>
  );
  return (
    <>
      <ListPage
        descriptor={descriptor}
        path={path ?? listPath(kind.segment, cluster)}
        query={query}
        filterBy={{ cluster: !cluster, namespace: kind.namespaced && !isEmbedded }}
        actions={kind.can.json || kind.can.remove ? actionsOf : undefined}
        bulk={
          kind.can.json || kind.can.remove ? (selection) => <BulkBar kind={kind} selection={selection} /> : undefined
        }
        exports={exports}
        emptyAction={create}
      >
        {create}
      </ListPage>
      {dialogs}
    </>
  );
}
