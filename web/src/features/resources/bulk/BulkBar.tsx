import { Button, Toolbar, ToolbarContent, ToolbarGroup, ToolbarItem } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedObject } from '@/shared/api/published';
import { MayButton } from '@/shared/access/MayButton';
import { collectionOf } from '@/shared/kinds/needs';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import type { Selection } from '@/shared/list/useSelection';
import { BulkDialog, type BulkTarget } from './BulkDialog';
import type { BulkVerb } from './bulkVerbs';
import { exportYaml } from './exportYaml';

/** Where the ticked rows are: each cluster and namespace once. A Namespace is in itself. */
const placesOf = (kind: KindDescriptor, selection: Selection<ListedObject>) => [
  ...new Map(
    [...selection.rows.values()].map(({ metadata: { cluster, namespace, name } }) => {
      const place = kind.kind === 'Namespace' ? { cluster, name } : { cluster, namespace };
      return [JSON.stringify(place), place] as const;
    }),
  ).values(),
];

interface Props {
  kind: KindDescriptor;
  selection: Selection<ListedObject>;
}

/** What can be done with all ticked rows at once. */
export function BulkBar({ kind, selection }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<{ verb: BulkVerb; targets: BulkTarget[] } | null>(null);
  const verbs: BulkVerb[] = kind.can.json ? ['labels', 'annotations'] : [];
  if (kind.can.restart) verbs.push('restart');
  if (kind.can.remove) verbs.push('delete');
  const begin = (verb: BulkVerb) =>
    setOpen({
      verb,
      targets: [...selection.rows].map(([key, row]) => {
        const { name, namespace, cluster = '' } = row.metadata;
        return { key, name, namespace, cluster, row };
      }),
    });
  return (
    <>
      <Toolbar className="kp-toolbar kp-bulk" inset={{ default: 'insetSm' }} data-testid="bulk">
        <ToolbarContent>
          <ToolbarItem alignSelf="center">
            <strong>{t('bulk.selected', { count: selection.rows.size })}</strong>
          </ToolbarItem>
          <ToolbarGroup variant="action-group">
            {verbs.map((verb) => (
              <ToolbarItem key={verb}>
                <MayButton
                  needs={placesOf(kind, selection).map((place) => ({
                    ...place,
                    verb: verb === 'delete' ? 'delete' : 'patch',
                    resource: collectionOf(kind),
                  }))}
                  size="sm"
                  variant="secondary"
                  isDanger={verb === 'delete'}
                  onClick={() => begin(verb)}
                >
                  {t(`bulk.${verb}`)}
                </MayButton>
              </ToolbarItem>
            ))}
            {kind.can.json && !kind.can.isSecret && (
              <ToolbarItem>
                <Button
                  size="sm"
                  variant="secondary"
                  onClick={() => void exportYaml(kind, [...selection.rows.values()])}
                >
                  {t('bulk.exportYaml')}
                </Button>
              </ToolbarItem>
            )}
            <ToolbarItem>
              <Button size="sm" variant="link" onClick={selection.clear}>
                {t('bulk.clear')}
              </Button>
            </ToolbarItem>
          </ToolbarGroup>
        </ToolbarContent>
      </Toolbar>
      {open && (
        <BulkDialog
          {...open}
          kind={kind}
          onClose={() => {
            setOpen(null);
            selection.clear();
          }}
        />
      )}
    </>
  );
}
