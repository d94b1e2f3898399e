import { Divider, DropdownItem } from '@patternfly/react-core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllowed } from '@/shared/access/useAllowed';
import { say } from '@/shared/i18n/words';
import { ButtonMenu } from '@/shared/actions/ButtonMenu';
import { usePageActions } from '@/shared/actions/pageActions';
import type { RowAction } from '@/shared/list/descriptor';

interface Props {
  actions: RowAction[];
  label?: string;
  /** Whether they are of what the page is in, not of the page. */
  isAround?: boolean;
}

/** What can be done with the object of the page; the command palette offers the same. */
export function ActionMenu({ actions, label, isAround }: Props) {
  const { t } = useTranslation();
  usePageActions(label ?? '', actions, isAround);
  const allowed = useAllowed(actions);
  return (
    <ButtonMenu label={label ?? t('actions.menu')}>
      {allowed.map(({ id, title, isDanger, refusal, onSelect }) => (
        <Fragment key={id}>
          {isDanger && actions.length > 1 && <Divider component="li" />}
          <DropdownItem
            isDanger={isDanger && !refusal}
            isAriaDisabled={!!refusal}
            description={refusal || undefined}
            onClick={() => !refusal && onSelect()}
          >
            {say(t, title)}
          </DropdownItem>
        </Fragment>
      ))}
    </ButtonMenu>
  );
}
