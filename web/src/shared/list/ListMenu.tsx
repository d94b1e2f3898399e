import { Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueryValue } from '@/shared/api/client';
import type { ListedObject } from '@/shared/api/published';
import { useToast } from '@/shared/feedback/ToastContext';
import { say } from '@/shared/i18n/words';
import { usePreference, writePreference } from '@/shared/storage/preference';
import { chooseColumns, useColumnChoice } from './columnChoice';
import { ColumnDialog } from './ColumnDialog';
import { toCsv } from './csv';
import type { ListDescriptor } from './descriptor';
import { download } from './download';
import { readAllRows } from './readAllRows';

/** Makes a file of objects that a list shows, where it is more than the columns. */
export interface ListExport<Row> {
  id: string;
  title: 'list.exportYaml';
  run(rows: Row[]): Promise<void>;
}

interface Props<Row extends ListedObject> {
  descriptor: ListDescriptor<Row>;
  path: string;
  query: Record<string, QueryValue>;
  exports?: readonly ListExport<Row>[];
}

/** What belongs to the list as a whole: its columns, how dense it is, and files of it. */
export function ListMenu<Row extends ListedObject>({ descriptor, path, query, exports = [] }: Props<Row>) {
  const { t } = useTranslation();
  const toast = useToast();
  const [isOpen, setOpen] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const [choice, setChoice] = useColumnChoice(descriptor.id);
  const isRoomy = usePreference('density') === 'roomy';

  const { mutate: run, isPending } = useMutation({
    mutationFn: async (write: (rows: Row[]) => void | Promise<void>) => write(await readAllRows<Row>(path, query)),
    onError: (error) => toast({ variant: 'danger', title: t('list.exportFailed'), body: error.message }),
  });
  const writeCsv = (rows: Row[]) => {
    const columns = chooseColumns(descriptor.columns, choice).filter(({ text }) => text);
    const titles = columns.map(({ title }) => say(t, title));
    download(`${descriptor.id}.csv`, 'text/csv', toCsv(columns, titles, rows));
  };
  return (
    <>
      <Dropdown
        isOpen={isOpen}
        onOpenChange={setOpen}
        onSelect={() => setOpen(false)}
        popperProps={{ position: 'end' }}
        toggle={(toggle) => (
          <MenuToggle
            ref={toggle}
            variant="plain"
            icon={<EllipsisVIcon />}
            aria-label={t('list.menu')}
            isExpanded={isOpen}
            isDisabled={isPending}
            onClick={() => setOpen(!isOpen)}
          />
        )}
      >
        <DropdownList>
          <DropdownItem onClick={() => setChoosing(true)}>{t('list.columns.title')}</DropdownItem>
          <DropdownItem onClick={() => writePreference('density', isRoomy ? null : 'roomy')}>
            {t(isRoomy ? 'list.dense' : 'list.roomy')}
          </DropdownItem>
          <Divider component="li" />
          <DropdownItem onClick={() => run(writeCsv)}>{t('list.exportCsv')}</DropdownItem>
          {exports.map(({ id, title, run: write }) => (
            <DropdownItem key={id} onClick={() => run(write)}>
              {t(title)}
            </DropdownItem>
          ))}
        </DropdownList>
      </Dropdown>
      {isChoosing && (
        <ColumnDialog
          columns={descriptor.columns}
          choice={choice}
          onChange={setChoice}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
}
