import { Button, PageSection, Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { ListStates } from '@/shared/list/ListStates';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { Age } from '@/shared/time/Age';
import { CreateTokenDialog } from './CreateTokenDialog';
import { RevokeTokenDialog } from './RevokeTokenDialog';
import { tokensKey, tokensPath, type AccessToken } from './tokenApi';

/** One's own access tokens. */
export function AccessTokensPage() {
  const { t, i18n } = useTranslation();
  usePageTitle(t('tokens.title'));
  const [isCreating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<AccessToken | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: tokensKey,
    queryFn: ({ signal }) => get<{ items: AccessToken[] }>(tokensPath, undefined, signal),
  });
  const day = (text: string) =>
    new Date(text).toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('tokens.title')}
      </Title>
      <p className="kp-muted kp-title">{t('tokens.about')}</p>
      <Button className="kp-title" onClick={() => setCreating(true)}>
        {t('tokens.create')}
      </Button>
      <ListStates
        data={data}
        error={error}
        refetch={refetch}
        count={data?.items.length ?? 0}
        empty={{ title: 'tokens.none', body: 'tokens.noneBody' }}
        skeleton={skeleton}
      >
        <div className="kp-table-scroll">
          <Table aria-label={t('tokens.title')} variant="compact" gridBreakPoint="">
            <Thead>
              <Tr>
                <Th>{t('fields.name')}</Th>
                <Th>{t('tokens.opens')}</Th>
                <Th>{t('tokens.createdAt')}</Th>
                <Th>{t('tokens.lastUsed')}</Th>
                <Th>{t('tokens.ends')}</Th>
                <Th screenReaderText={t('actions.menu')} />
              </Tr>
            </Thead>
            <Tbody>
              {data?.items.map((token) => (
                <Tr key={token.id}>
                  <Td>{token.name}</Td>
                  <Td>{token.cluster || t('tokens.everything')}</Td>
                  <Td>
                    <Age since={token.createdAt} />
                  </Td>
                  <Td>{token.lastUsedAt ? <Age since={token.lastUsedAt} /> : t('tokens.unused')}</Td>
                  <Td>{token.expiredAt ? day(token.expiredAt) : t('tokens.expiry.never')}</Td>
                  <Td className="kp-cell-action">
                    <Button
                      variant="link"
                      isDanger
                      isInline
                      aria-label={t('tokens.revokeTitle', { name: token.name })}
                      onClick={() => setRevoking(token)}
                    >
                      {t('tokens.revoke')}
                    </Button>
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        </div>
      </ListStates>
      {isCreating && <CreateTokenDialog onClose={() => setCreating(false)} />}
      {revoking && <RevokeTokenDialog token={revoking} onClose={() => setRevoking(null)} />}
    </PageSection>
  );
}

const skeleton = [
  { id: 'name', title: 'fields.name', isName: true, render: () => null },
  { id: 'opens', title: 'tokens.opens', render: () => null },
  { id: 'created', title: 'tokens.createdAt', render: () => null },
  { id: 'ends', title: 'tokens.ends', render: () => null },
] as const;
