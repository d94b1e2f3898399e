import { Menu, MenuContent, MenuItem, MenuList, Popper } from '@patternfly/react-core';
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllowed } from '@/shared/access/useAllowed';
import { say } from '@/shared/i18n/words';
import type { RowAction } from './descriptor';
import { useDismiss } from './useDismiss';

interface Props<Row> {
  /** What the menu is called for those who cannot see it. */
  label: string;
  isDisabled: boolean;
  row: Row;
  actions(row: Row): readonly RowAction[];
}

/** The menu of a row. Until somebody opens it, it is the button alone: a list has hundreds of them. */
export function RowMenu<Row>({ label, isDisabled, row, actions }: Props<Row>) {
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    toggle.current?.focus();
  };
  return (
    <>
      <button
        ref={toggle}
        type="button"
        className={`pf-v6-c-menu-toggle pf-m-plain${isOpen ? ' pf-m-expanded' : ''}`}
        aria-label={label}
        aria-expanded={isOpen}
        aria-haspopup="menu"
        disabled={isDisabled}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="pf-v6-c-menu-toggle__icon">
          <EllipsisVIcon />
        </span>
      </button>
      {isOpen && <OpenMenu toggle={toggle} actions={actions(row)} onClose={close} />}
    </>
  );
}

interface OpenProps {
  toggle: React.RefObject<HTMLButtonElement | null>;
  actions: readonly RowAction[];
  onClose(): void;
}

function OpenMenu({ toggle, actions, onClose }: OpenProps) {
  const { t } = useTranslation();
  const menu = useRef<HTMLDivElement>(null);
  const allowed = useAllowed(actions);
  useDismiss(true, [toggle, menu], onClose);
  // The Popper finds its element by itself: given a reference it looks at it once, before the menu is drawn, and leaves the menu in the corner of the page.
  // The menu stands at the end of the document: the keys go there, and Tab leaves it as Escape does.
  useEffect(() => {
    const frame = requestAnimationFrame(() => menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <Popper
      triggerRef={toggle}
      position="end"
      isVisible
      popper={
        <Menu
          ref={menu}
          role="menu"
          onKeyDown={(event) => {
            if (event.key !== 'Tab') return;
            event.preventDefault();
            onClose();
          }}
        >
          <MenuContent>
            <MenuList>
              {allowed.map(({ id, title, isDanger, refusal, onSelect }) => (
                <MenuItem
                  key={id}
                  itemId={id}
                  isDanger={isDanger && !refusal}
                  isAriaDisabled={!!refusal}
                  description={refusal || undefined}
                  onClick={() => {
                    if (refusal) return;
                    onClose();
                    onSelect();
                  }}
                >
                  {say(t, title)}
                </MenuItem>
              ))}
            </MenuList>
          </MenuContent>
        </Menu>
      }
    />
  );
}
