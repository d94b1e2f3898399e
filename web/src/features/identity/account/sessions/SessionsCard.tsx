import { Button, Card, CardBody, CardTitle, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get, request } from '@/shared/api/client';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { useToast } from '@/shared/feedback/ToastContext';
import { ListStates } from '@/shared/list/ListStates';
import { Age } from '@/shared/time/Age';
import { endSessionsPath, sessionPath, sessionsKey, sessionsPath, type OwnSession } from '../accountApi';
import { deviceOf } from './device';

/** Where one is signed in, and signing out there. */
export function SessionsCard() {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: sessionsKey,
    queryFn: ({ signal }) => get<{ items: OwnSession[] }>(sessionsPath, undefined, signal),
    staleTime: 0,
    refetchInterval: 30_000,
  });
  const ending = useMutation({
    // `null` for all but this one.
    mutationFn: (session: OwnSession | null) =>
      session
        ? request<object>('DELETE', sessionPath(session.id))
        : request<object>('POST', endSessionsPath, { body: { others: true } }),
    onSuccess: (_answer, session) => {
      toast({ variant: 'success', title: t(session ? 'account.sessions.ended' : 'account.sessions.othersEnded') });
      return client.invalidateQueries({ queryKey: sessionsKey });
    },
  });
  const nameOf = (session: OwnSession) => deviceOf(session.agent) || t('account.sessions.unknown');
  return (
    <Card>
      <CardTitle component="h2">{t('account.sessions.title')}</CardTitle>
      <CardBody>
        <p className="kp-muted kp-title">{t('account.sessions.about')}</p>
        <FailureAlert error={ending.error} />
        <ListStates
          data={data}
          error={error}
          refetch={refetch}
          count={data?.items.length ?? 0}
          empty={{ title: 'account.sessions.none', body: 'account.sessions.noneBody' }}
          skeleton={skeleton}
        >
          <div className="kp-table-scroll">
            <Table aria-label={t('account.sessions.title')} variant="compact" gridBreakPoint="">
              <Thead>
                <Tr>
                  <Th>{t('account.sessions.device')}</Th>
                  <Th>{t('fields.address')}</Th>
                  <Th>{t('account.sessions.began')}</Th>
                  <Th>{t('account.sessions.lastUsed')}</Th>
                  <Th screenReaderText={t('actions.menu')} />
                </Tr>
              </Thead>
              <Tbody>
                {data?.items.map((session) => (
                  <Tr key={session.id}>
                    <Td title={session.agent}>
                      {nameOf(session)}{' '}
                      {session.current && (
                        <Label isCompact color="blue">
                          {t('account.sessions.current')}
                        </Label>
                      )}
                    </Td>
                    <Td>{session.address}</Td>
                    <Td>
                      <Age since={session.createdAt} />
                    </Td>
                    <Td>
                      <Age since={session.lastUsedAt} />
                    </Td>
                    <Td className="kp-cell-action">
                      {!session.current && (
                        <Button
                          variant="link"
                          isDanger
                          isInline
                          isDisabled={ending.isPending}
                          aria-label={t('account.sessions.endOf', {
                            device: nameOf(session),
                            address: session.address,
                          })}
                          onClick={() => ending.mutate(session)}
                        >
                          {t('account.sessions.end')}
                        </Button>
                      )}
                    </Td>
                  </Tr>
                ))}
              </Tbody>
            </Table>
          </div>
          <Button
            className="kp-space-top"
            variant="secondary"
            isDisabled={ending.isPending || !data?.items.some(({ current }) => !current)}
            onClick={() => ending.mutate(null)}
          >
            {t('account.sessions.endOthers')}
          </Button>
        </ListStates>
      </CardBody>
    </Card>
  );
}

const skeleton = [
  { id: 'device', title: 'account.sessions.device', isName: true, render: () => null },
  { id: 'address', title: 'fields.address', render: () => null },
  { id: 'used', title: 'account.sessions.lastUsed', render: () => null },
] as const;
