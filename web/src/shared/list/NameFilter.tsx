import { SearchInput } from '@patternfly/react-core';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { startAction } from '@/shared/keyboard/dispatch';
import { useKeyAction } from '@/shared/keyboard/useKeyAction';

/** Milliseconds between two filters: enough that a key held down, or two letters struck at once, do not ask for a list each. */
const pause = 30;

/** Filters while the person types: a letter at once, those that follow within a moment together. What was asked for before is given up. */
export function NameFilter({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  // What was asked for and has not come back as `value` yet: it is no order, as the person may be further by then.
  const [asked, setAsked] = useState<readonly string[]>([]);
  if (seen !== value) {
    setSeen(value);
    const at = asked.indexOf(value);
    setAsked(at < 0 ? [] : asked.slice(at + 1));
    // The URL changed from outside: filters were cleared, or the person went back.
    if (at < 0) setText(value);
  }
  const timer = useRef<number | undefined>(undefined);
  const applied = useRef(-pause);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const apply = (next: string) => {
    applied.current = performance.now();
    setAsked((all) => (next === (all.at(-1) ?? seen) ? all : [...all, next]));
    onChange(next);
  };
  const type = (next: string) => {
    setText(next);
    window.clearTimeout(timer.current);
    const early = applied.current + pause - performance.now();
    if (early <= 0) apply(next.trim());
    else timer.current = window.setTimeout(() => apply(next.trim()), early);
  };
  // From the field to the rows that it left over: the first of them, or where the person was.
  const walkIn = (event: KeyboardEvent) => {
    if ((event.key !== 'Enter' && event.key !== 'ArrowDown') || event.nativeEvent.isComposing) return;
    if (startAction('list.next', event.nativeEvent)) event.preventDefault();
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
      onKeyDown={walkIn}
      resetButtonLabel={t('actions.clear')}
    />
  );
}
