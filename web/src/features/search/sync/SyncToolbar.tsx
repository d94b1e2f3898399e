import { ToggleGroup, ToggleGroupItem, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { NameFilter } from '@/shared/list/NameFilter';

interface Props<Filter extends string> {
  text: string;
  onText(text: string): void;
  filters: readonly { value: Filter; title: string; count: number }[];
  selected: string;
  onSelect(filter: Filter): void;
}

/** A name, and how what is shown stands, with how many there are of each. */
export function SyncToolbar<Filter extends string>({ text, onText, filters, selected, onSelect }: Props<Filter>) {
  const { t, i18n } = useTranslation();
  return (
    <Toolbar className="kp-toolbar" inset={{ default: 'insetNone' }}>
      <ToolbarContent>
        <ToolbarItem>
          <NameFilter value={text} onChange={onText} />
        </ToolbarItem>
        <ToolbarItem>
          <ToggleGroup aria-label={t('fields.status')}>
            {filters.map(({ value, title, count }) => (
              <ToggleGroupItem
                key={value}
                text={`${title} ${count.toLocaleString(i18n.language)}`}
                isSelected={selected === value}
                onChange={() => onSelect(value)}
              />
            ))}
          </ToggleGroup>
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
}
