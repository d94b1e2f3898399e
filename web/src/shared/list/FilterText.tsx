import { SearchInput, ToolbarItem } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  label: string;
  value: string;
  onChange(value: string): void;
}

/** A filter that is typed; it counts once the person has finished. */
export function FilterText({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setText(value);
  }
  const finish = () => text.trim() !== value && onChange(text.trim());
  return (
    <ToolbarItem>
      <SearchInput
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(_event, next) => setText(next)}
        onBlur={finish}
        onSearch={finish}
        onClear={() => {
          setText('');
          onChange('');
        }}
        resetButtonLabel={t('actions.clear')}
        submitSearchButtonLabel={t('search.field')}
      />
    </ToolbarItem>
  );
}
