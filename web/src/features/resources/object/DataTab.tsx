import { Button, ClipboardCopy, ClipboardCopyVariant, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import EyeIcon from '@patternfly/react-icons/dist/esm/icons/eye-icon';
import LockIcon from '@patternfly/react-icons/dist/esm/icons/lock-icon';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MayButton } from '@/shared/access/MayButton';
import { collectionOf } from '@/shared/kinds/needs';
import { get } from '@/shared/api/client';
import { objectJsonPath, type ObjectAddress } from '@/shared/api/paths';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { ListFailure } from '@/shared/list/ListFailure';
import { ListSkeleton } from '@/shared/list/ListSkeleton';
import { decodeSecret } from './decodeSecret';

interface Held {
  data?: Record<string, string>;
  binaryData?: Record<string, string>;
}

/** What a ConfigMap or a Secret holds. The values of a Secret are read, and the reading is recorded, only when somebody asks. */
export function DataTab({ kind, place }: { kind: KindDescriptor; place: ObjectAddress }) {
  const { t } = useTranslation();
  const isSecret = kind.can.isSecret ?? false;
  const [isAsked, setAsked] = useState(!isSecret);
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const path = objectJsonPath(place);
  const { data, error, refetch } = useQuery({
    queryKey: ['data', path],
    queryFn: async ({ signal }) => JSON.parse((await get<{ data: string }>(path, undefined, signal)).data) as Held,
    enabled: isAsked,
    staleTime: 0,
    // Values of Secrets do not stay in the page's memory when nobody looks at them.
    gcTime: 0,
  });
  if (!isAsked) {
    return (
      <EmptyState icon={LockIcon} titleText={t('secret.hidden')} headingLevel="h3" variant="sm">
        <EmptyStateBody>{t('secret.hiddenBody')}</EmptyStateBody>
        <MayButton
          needs={[{ ...place, verb: 'get', resource: collectionOf(kind) }]}
          variant="primary"
          onClick={() => setAsked(true)}
        >
          {t('secret.show')}
        </MayButton>
      </EmptyState>
    );
  }
  if (error && !data) return <ListFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <ListSkeleton columns={skeleton} />;
  const entries = Object.entries(data.data ?? {}).map(([key, value]) => ({
    key,
    value: isSecret ? decodeSecret(value) : value,
  }));
  const binary = [
    ...Object.keys(data.binaryData ?? {}),
    ...entries.filter(({ value }) => value === null).map(({ key }) => key),
  ];
  return (
    <div className="kp-table-scroll">
      <Table aria-label={t('object.tab.data')} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th>{t('bulk.key')}</Th>
            <Th>{t('bulk.value')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {entries.map(
            ({ key, value }) =>
              value !== null && (
                <Tr key={key}>
                  <Td className="kp-data__key">{key}</Td>
                  <Td className="kp-cell-wrap">
                    {isSecret && !shown.has(key) ? (
                      <Button
                        variant="link"
                        isInline
                        icon={<EyeIcon />}
                        aria-label={t('secret.showKey', { key })}
                        onClick={() => setShown(new Set([...shown, key]))}
                      >
                        ••••••••
                      </Button>
                    ) : (
                      <ClipboardCopy
                        isReadOnly
                        isCode
                        variant={value.includes('\n') ? ClipboardCopyVariant.expansion : ClipboardCopyVariant.inline}
                        hoverTip={t('secret.copy')}
                        clickTip={t('secret.copied')}
                        textAriaLabel={key}
                      >
                        {value}
                      </ClipboardCopy>
                    )}
                  </Td>
                </Tr>
              ),
          )}
          {binary.map((key) => (
            <Tr key={`binary:${key}`}>
              <Td className="kp-data__key">{key}</Td>
              <Td className="kp-muted">{t('secret.binary')}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {entries.length + binary.length === 0 && <p className="kp-muted">{t('secret.empty')}</p>}
    </div>
  );
}

const skeleton = [
  { id: 'key', title: 'bulk.key', render: () => null },
  { id: 'value', title: 'bulk.value', isName: true, render: () => null },
] as const;
