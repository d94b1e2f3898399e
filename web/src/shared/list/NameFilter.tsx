import { SearchInput } from '@patternfly/react-core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyAction } from '@/shared/keyboard/useKeyAction';

const typingPause = 100;

/** Filters while the person types: the first letter at once, those that follow fast after a short pause, so that typing never waits for the list. */
export function NameFilter({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    // The URL changed from outside: filters were cleared, or the person went back.
    setShown(value);
    setText(value);
  }
  const timer = useRef<number | undefined>(undefined);
  const typed = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const type = (next: string) => {
    setText(next);
    window.clearTimeout(timer.current);
    const isFirst = Date.now() - typed.current > typingPause;
    typed.current = Date.now();
    const apply = () => {
      setShown(next.trim());
      onChange(next.trim());
    };
    if (isFirst) apply();
    else timer.current = window.setTimeout(apply, typingPause);
  };
  const input = useRef<HTMLInputElement>(null);
  useKeyAction('list.filter', () => input.current?.focus());
  return (
    <SearchInput
      ref={input}
      aria-label={t('list.filterByName')}
      placeholder={t('list.filterByName')}
      value={text}
      onChange={(_event, next) => type(next)}
      onClear={() => type('')}
      resetButtonLabel={t('actions.clear')}
    />
  );
}
