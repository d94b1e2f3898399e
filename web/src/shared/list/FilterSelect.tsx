import {
  Badge,
  Menu,
  MenuContent,
  MenuItem,
  MenuList,
  MenuSearch,
  MenuSearchInput,
  MenuToggle,
  Popper,
  SearchInput,
} from '@patternfly/react-core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDismiss } from './useDismiss';

interface Props {
  title: string;
  options: readonly { value: string; text: string }[];
  selected: readonly string[];
  onChange(selected: string[]): void;
}

const searchableFrom = 8;

/** A multiple choice with a search field where there is much to choose from. */
export function FilterSelect({ title, options, selected, onChange }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const toggle = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  useDismiss(isOpen, [toggle, menu], () => {
    setOpen(false);
    toggle.current?.focus();
  });
  const shown = options.filter(({ text }) => text.toLowerCase().includes(search.toLowerCase()));
  const flip = (value: string) =>
    onChange(selected.includes(value) ? selected.filter((each) => each !== value) : [...selected, value]);

  return (
    <>
      <MenuToggle
        ref={toggle}
        isExpanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        badge={selected.length > 0 ? <Badge isRead>{selected.length}</Badge> : undefined}
      >
        {title}
      </MenuToggle>
      {/* NOTE: PatternFly's Popper asks for computed styles whenever it is drawn. */}
      {isOpen && (
        <Popper
          popper={
            <Menu
              ref={menu}
              role="menu"
              isScrollable={options.length > searchableFrom}
              selected={[...selected]}
              onSelect={(_event, value) => flip(String(value))}
            >
              {options.length > searchableFrom && (
                <MenuSearch>
                  <MenuSearchInput>
                    <SearchInput
                      value={search}
                      aria-label={t('list.searchIn', { title })}
                      onChange={(_event, next) => setSearch(next)}
                    />
                  </MenuSearchInput>
                </MenuSearch>
              )}
              <MenuContent>
                <MenuList>
                  {shown.map(({ value, text }) => (
                    <MenuItem key={value} itemId={value} hasCheckbox isSelected={selected.includes(value)}>
                      {text}
                    </MenuItem>
                  ))}
                  {shown.length === 0 && <MenuItem isDisabled>{t('list.nothingToChoose')}</MenuItem>}
                </MenuList>
              </MenuContent>
            </Menu>
          }
          popperRef={menu}
          triggerRef={toggle}
          isVisible
        />
      )}
    </>
  );
}
