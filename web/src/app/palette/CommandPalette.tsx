import { Modal, TextInputGroup, TextInputGroupMain } from '@patternfly/react-core';
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { PaletteList } from './PaletteList';
import type { PaletteItem } from './PaletteItem';
import { rankItems } from './rankItems';
import { recentItems, rememberItem } from './recentItems';
import { useFixedItems } from './useFixedItems';
import { useFoundObjects } from './useFoundObjects';

interface Props {
  onHelp(): void;
  onClose(): void;
}

/** One field for everything: objects of any cluster, clusters, kinds, pages, and what can be done. Used by keyboard alone. */
export function CommandPalette({ onHelp, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [recent] = useState(recentItems);
  const fixed = useFixedItems(onHelp);
  const found = useFoundObjects(typed);
  const text = typed.trim();
  const searchFor: PaletteItem = {
    id: 'search-for',
    group: 'search',
    title: t('palette.searchFor', { text }),
    to: `/search?q=${encodeURIComponent(text)}`,
  };
  const ranked = rankItems(typed, recent, fixed, found.items);
  const groups = text === '' ? ranked : [...ranked, { group: searchFor.group, items: [searchFor] }];
  const items = groups.flatMap((group) => group.items);
  const current = Math.min(active, items.length - 1);
  const optionId = (index: number) => `${id}-${index}`;

  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView?.({ block: 'nearest' });
  }, [id, current]);

  const choose = (item: PaletteItem | undefined) => {
    if (!item) return;
    if (item.group !== 'search') rememberItem(item);
    onClose();
    if (item.to !== undefined) void navigate(item.to);
    item.run?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = items.length - 1;
    const next: Record<string, number> = {
      ArrowDown: current === last ? 0 : current + 1,
      ArrowUp: current <= 0 ? last : current - 1,
      PageDown: Math.min(last, current + 8),
      PageUp: Math.max(0, current - 8),
    };
    const target = next[event.key];
    if (target !== undefined) setActive(target);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) choose(items[current]);
    else return;
    event.preventDefault();
  };

  return (
    <Modal
      isOpen
      variant="medium"
      position="top"
      positionOffset="4rem"
      className="kp-palette"
      aria-label={t('palette.title')}
      onClose={onClose}
      elementToFocus={`#${CSS.escape(`${id}-input`)}`}
    >
      <div className="kp-palette__field">
        <TextInputGroup>
          <TextInputGroupMain
            innerRef={input}
            inputId={`${id}-input`}
            icon={<SearchIcon />}
            value={typed}
            placeholder={t('palette.placeholder')}
            aria-label={t('palette.title')}
            role="combobox"
            isExpanded
            aria-controls={`${id}-list`}
            aria-activedescendant={items.length > 0 ? optionId(current) : undefined}
            autoComplete="off"
            onChange={(_event, value) => {
              setTyped(value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
        </TextInputGroup>
      </div>
      <PaletteList
        listId={`${id}-list`}
        groups={groups}
        current={current}
        optionId={optionId}
        onPoint={setActive}
        onChoose={choose}
        isBusy={found.isBusy}
        error={found.error}
        isEmpty={ranked.length === 0 && text !== ''}
      />
    </Modal>
  );
}
