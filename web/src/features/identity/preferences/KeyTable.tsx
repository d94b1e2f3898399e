import { Button } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyActions, type KeyActionId } from '@/shared/keyboard/actions';
import { bind, isRebound, useBindings } from '@/shared/keyboard/bindings';
import { Keys } from '@/shared/keyboard/Keys';
import { RebindDialog } from './RebindDialog';

/** Every action with its keys, and how to choose others. */
export function KeyTable() {
  const { t } = useTranslation();
  const bindings = useBindings();
  const [changing, setChanging] = useState<KeyActionId | null>(null);
  return (
    <>
      <Table aria-label={t('keyboard.title')} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th>{t('keyboard.action')}</Th>
            <Th>{t('keyboard.keys')}</Th>
            <Th screenReaderText={t('list.actions')} />
          </Tr>
        </Thead>
        <Tbody>
          {keyActions.map(({ id, title, group }) => (
            <Tr key={id}>
              <Td>
                {t(title)} <small className="kp-muted">{t(`keyboard.groups.${group}`)}</small>
              </Td>
              <Td>{bindings[id].length > 0 ? <Keys sequences={bindings[id]} /> : '–'}</Td>
              <Td isActionCell>
                {isRebound(bindings, id) && (
                  <Button
                    variant="link"
                    size="sm"
                    aria-label={t('keyboard.resetOf', { action: t(title) })}
                    onClick={() => bind(id, null)}
                  >
                    {t('keyboard.reset')}
                  </Button>
                )}
                <Button
                  variant="link"
                  size="sm"
                  aria-label={t('keyboard.changeOf', { action: t(title) })}
                  onClick={() => setChanging(id)}
                >
                  {t('keyboard.change')}
                </Button>
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {changing && <RebindDialog id={changing} onClose={() => setChanging(null)} />}
    </>
  );
}
