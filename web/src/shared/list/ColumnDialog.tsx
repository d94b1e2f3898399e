import { Button, Checkbox, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import ArrowDownIcon from '@patternfly/react-icons/dist/esm/icons/arrow-down-icon';
import ArrowUpIcon from '@patternfly/react-icons/dist/esm/icons/arrow-up-icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '@/shared/i18n/words';
import { hiddenColumns, inOrder, type ColumnChoice } from './columnChoice';
import type { Column } from './descriptor';

interface Props<Row> {
  columns: readonly Column<Row>[];
  choice: ColumnChoice | null;
  onChange(choice: ColumnChoice | null): void;
  onClose(): void;
}

/** Which columns a list shows, and in which order. */
export function ColumnDialog<Row>({ columns, choice, onChange, onClose }: Props<Row>) {
  const { t } = useTranslation();
  const [order, setOrder] = useState(() => inOrder(columns, choice));
  const [hidden, setHidden] = useState(() => hiddenColumns(columns, choice));
  const move = (from: number, step: number) => {
    const next = [...order];
    const [moved] = next.splice(from, 1);
    if (moved) next.splice(from + step, 0, moved);
    setOrder(next);
  };
  const flip = (id: string) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="columns-title">
      <ModalHeader title={t('list.columns.title')} description={t('list.columns.body')} labelId="columns-title" />
      <ModalBody>
        <ol className="kp-columns">
          {order.map((column, index) => {
            const title = say(t, column.title);
            return (
              <li key={column.id} className="kp-columns__item">
                <Checkbox
                  id={`column-${column.id}`}
                  label={title}
                  description={column.description}
                  isChecked={column.isName || !hidden.has(column.id)}
                  isDisabled={column.isName}
                  onChange={() => flip(column.id)}
                />
                <span>
                  <Button
                    variant="plain"
                    size="sm"
                    icon={<ArrowUpIcon />}
                    aria-label={t('list.columns.up', { title })}
                    isDisabled={index === 0}
                    onClick={() => move(index, -1)}
                  />
                  <Button
                    variant="plain"
                    size="sm"
                    icon={<ArrowDownIcon />}
                    aria-label={t('list.columns.down', { title })}
                    isDisabled={index === order.length - 1}
                    onClick={() => move(index, 1)}
                  />
                </span>
              </li>
            );
          })}
        </ol>
      </ModalBody>
      <ModalFooter>
        <Button
          variant="primary"
          onClick={() => {
            onChange({ order: order.map(({ id }) => id), hidden: [...hidden] });
            onClose();
          }}
        >
          {t('actions.save')}
        </Button>
        <Button
          variant="secondary"
          onClick={() => {
            onChange(null);
            onClose();
          }}
        >
          {t('list.columns.reset')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
