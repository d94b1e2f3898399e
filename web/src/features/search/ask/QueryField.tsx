import { Button, TextInputGroup, TextInputGroupMain, TextInputGroupUtilities } from '@patternfly/react-core';
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon';
import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon';
import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyAction } from '@/shared/keyboard/useKeyAction';
import { complete, isKnownKey, splitTerms, termAt } from './queryTerms';
import { useCompletions } from './useCompletions';

interface Props {
  value: string;
  /** Called while the person types, and with Enter. */
  onChange(query: string): void;
  onSubmit(): void;
}

/** The field of the search language: its terms stand out, and what is being typed is completed. Used by keyboard alone. */
export function QueryField({ value, onChange, onSubmit }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const backdrop = useRef<HTMLDivElement>(null);
  const [caret, setCaret] = useState(value.length);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const nextCaret = useRef<number | null>(null);
  const items = useCompletions(value, caret, isOpen);
  const isShown = isOpen && items.length > 0;
  const current = Math.min(active, items.length - 1);
  useKeyAction('list.filter', () => input.current?.focus());
  useEffect(() => {
    if (isShown) document.getElementById(`${id}-${current}`)?.scrollIntoView?.({ block: 'nearest' });
  }, [id, current, isShown]);
  useLayoutEffect(() => {
    if (nextCaret.current === null) return;
    input.current?.setSelectionRange(nextCaret.current, nextCaret.current);
    nextCaret.current = null;
  });
  const follow = () => {
    if (backdrop.current && input.current) backdrop.current.scrollLeft = input.current.scrollLeft;
  };
  useLayoutEffect(follow, [value]);

  const choose = (text: string) => {
    const done = complete(value, caret, text);
    nextCaret.current = done.caret;
    onChange(done.query);
    setCaret(done.caret);
    setActive(-1);
    setOpen(/[:=/]$/.test(text));
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const chosen = items[current];
    const first = isShown ? (chosen ?? items[0]) : undefined;
    if (event.key === 'ArrowDown' && !isShown) setOpen(true);
    else if (event.key === 'ArrowDown') setActive(current === items.length - 1 ? 0 : current + 1);
    else if (event.key === 'ArrowUp' && isShown) setActive(current <= 0 ? items.length - 1 : current - 1);
    else if (event.key === 'Tab' && first && !event.shiftKey) choose(first.text);
    else if (event.key === 'Enter' && isShown && chosen) choose(chosen.text);
    else if (event.key === 'Enter') {
      setOpen(false);
      onSubmit();
    } else if (event.key === 'Escape' && isShown) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="kp-query">
      <TextInputGroup>
        <TextInputGroupMain
          innerRef={input}
          icon={<SearchIcon />}
          className="kp-query__main"
          value={value}
          placeholder={t('search.placeholder')}
          aria-label={t('search.field')}
          role="combobox"
          isExpanded={isShown}
          aria-controls={`${id}-list`}
          aria-activedescendant={isShown && current >= 0 ? `${id}-${current}` : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event, text) => {
            setCaret((event.target as HTMLInputElement).selectionStart ?? text.length);
            // Between terms nothing is half typed: the list would only hide what was found. ArrowDown opens it.
            setOpen(termAt(text, (event.target as HTMLInputElement).selectionStart ?? text.length) !== null);
            setActive(-1);
            onChange(text);
          }}
          onKeyDown={onKeyDown}
          onKeyUp={follow}
          onScroll={follow}
          onSelect={(event) => setCaret((event.target as HTMLInputElement).selectionStart ?? 0)}
          onBlur={() => setOpen(false)}
        >
          <div ref={backdrop} className="kp-query__backdrop" aria-hidden="true">
            <Highlighted query={value} />
          </div>
        </TextInputGroupMain>
        {value !== '' && (
          <TextInputGroupUtilities>
            <Button
              variant="plain"
              icon={<TimesIcon />}
              aria-label={t('actions.clear')}
              onClick={() => {
                onChange('');
                setCaret(0);
                input.current?.focus();
              }}
            />
          </TextInputGroupUtilities>
        )}
      </TextInputGroup>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={t('search.suggestions')}
        className="kp-query__list"
        hidden={!isShown}
      >
        {items.map(({ text, detail }, index) => (
          <div
            key={text}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === current}
            className="kp-query__item"
            // The field keeps the focus; the pointer only points.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(text)}
          >
            <span>{text}</span>
            <span className="kp-muted">
              {detail ||
                (isKnownKey(text.replace(/:$/, '')) ? t(`search.keys.${text.replace(/:$/, '') as 'kind'}`) : '')}
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

/** The same text as in the field, with terms that stand out. It lies behind the field's own text, which is not drawn. */
function Highlighted({ query }: { query: string }) {
  const terms = splitTerms(query);
  return (
    <>
      {terms.map(({ start, end, key, text }, index) => (
        <span key={start}>
          {query.slice(terms[index - 1]?.end ?? 0, start)}
          {key === '' ? (
            text
          ) : (
            <span className={isKnownKey(key) ? 'kp-query__term' : 'kp-query__term kp-query__term--unknown'}>
              <span className="kp-query__key">{text.slice(0, key.length + 1)}</span>
              {text.slice(key.length + 1)}
            </span>
          )}
          {index === terms.length - 1 && query.slice(end)}
        </span>
      ))}
    </>
  );
}
