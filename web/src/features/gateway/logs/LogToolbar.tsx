import {
  Button,
  FormSelect,
  FormSelectOption,
  Label,
  SearchInput,
  TextInput,
  TextInputGroup,
  TextInputGroupMain,
} from '@patternfly/react-core';
import CopyIcon from '@patternfly/react-icons/dist/esm/icons/copy-icon';
import DownloadIcon from '@patternfly/react-icons/dist/esm/icons/download-icon';
import FilterIcon from '@patternfly/react-icons/dist/esm/icons/filter-icon';
import EraserIcon from '@patternfly/react-icons/dist/esm/icons/eraser-icon';
import { useTranslation } from 'react-i18next';
import type { LogState } from './LogConnection';
import { LogMenu } from './LogMenu';
import type { LogPlace, LogRange } from './question';
import type { LogOptions } from './useLogOptions';

const custom = -1;
const spans = [300, 900, 3600, 6 * 3600, 24 * 3600] as const;
const tails = [100, 1_000, 10_000, 100_000] as const;

interface Props {
  place: LogPlace;
  range: LogRange;
  onRange(range: LogRange): void;
  state: LogState;
  options: LogOptions;
  filter: string;
  isFilterWrong: boolean;
  onFilter(text: string): void;
  sought: string;
  found: number;
  at: number;
  onSeek(text: string): void;
  onStep(by: 1 | -1): void;
  onCopy(): void;
  onClear(): void;
  download: string;
}

/** Which part of a log is shown, and what is sought in it. */
export function LogToolbar(props: Props) {
  const { t } = useTranslation();
  const { place, range, onRange } = props;
  const containers = place.containers ?? [];
  const isCustom = range.from !== '' || range.until !== '';
  const span = (seconds: number) =>
    seconds < 3600 ? t('logs.lastMinutes', { count: seconds / 60 }) : t('logs.lastHours', { count: seconds / 3600 });
  return (
    <div className="kp-log__bar" role="toolbar" aria-label={t('logs.toolbar')}>
      <StateLabel state={props.state} range={range} />
      {containers.length > 1 && (
        <FormSelect
          className="kp-log__select"
          aria-label={t('logs.container')}
          value={range.container}
          onChange={(_event, container) => onRange({ ...range, container })}
        >
          <FormSelectOption value="" label={t('logs.allContainers')} />
          {containers.map((name) => (
            <FormSelectOption key={name} value={name} label={name} />
          ))}
        </FormSelect>
      )}
      <FormSelect
        className="kp-log__select"
        aria-label={t('logs.since')}
        value={isCustom ? custom : range.since}
        onChange={(_event, value) =>
          Number(value) === custom
            ? onRange({ ...range, since: 0, from: new Date(Date.now() - 3_600_000).toISOString() })
            : onRange({ ...range, since: Number(value), from: '', until: '' })
        }
      >
        <FormSelectOption value={0} label={t('logs.anyTime')} />
        {spans.map((seconds) => (
          <FormSelectOption key={seconds} value={seconds} label={span(seconds)} />
        ))}
        <FormSelectOption value={custom} label={t('logs.customTime')} />
      </FormSelect>
      {isCustom && (
        <>
          <Moment label={t('logs.from')} value={range.from} onChange={(from) => onRange({ ...range, from })} />
          <Moment label={t('logs.until')} value={range.until} onChange={(until) => onRange({ ...range, until })} />
        </>
      )}
      <FormSelect
        className="kp-log__select"
        aria-label={t('logs.tail')}
        value={range.tail}
        onChange={(_event, value) => onRange({ ...range, tail: Number(value) })}
      >
        {tails.map((count) => (
          <FormSelectOption key={count} value={count} label={t('logs.lastLines', { count })} />
        ))}
        <FormSelectOption value={0} label={t('logs.allLines')} />
      </FormSelect>
      <TextInputGroup className="kp-log__filter" validated={props.isFilterWrong ? 'error' : undefined}>
        <TextInputGroupMain
          icon={<FilterIcon />}
          aria-label={t('logs.filter')}
          placeholder={t('logs.filter')}
          title={t('logs.filterHelp')}
          value={props.filter}
          onChange={(_event, text) => props.onFilter(text)}
        />
      </TextInputGroup>
      <SearchInput
        className="kp-log__search"
        aria-label={t('logs.find')}
        placeholder={t('logs.find')}
        value={props.sought}
        resetButtonLabel={t('actions.clear')}
        previousNavigationButtonAriaLabel={t('terminal.findPrevious')}
        nextNavigationButtonAriaLabel={t('terminal.findNext')}
        submitSearchButtonLabel={t('search.field')}
        resultsCountContext=""
        resultsCount={props.sought ? `${props.at} / ${props.found}` : undefined}
        onChange={(_event, text) => props.onSeek(text)}
        onClear={() => props.onSeek('')}
        onPreviousClick={() => props.onStep(-1)}
        onNextClick={() => props.onStep(1)}
        onSearch={() => props.onStep(1)}
      />
      <LogMenu range={range} onRange={onRange} options={props.options} />
      <Button variant="plain" size="sm" icon={<CopyIcon />} aria-label={t('logs.copy')} onClick={props.onCopy} />
      <Button
        component="a"
        href={props.download}
        download
        variant="plain"
        size="sm"
        icon={<DownloadIcon />}
        aria-label={t('logs.download')}
      />
      <Button variant="plain" size="sm" icon={<EraserIcon />} aria-label={t('logs.clear')} onClick={props.onClear} />
    </div>
  );
}

/** A moment in the person's own time, kept as the API takes it. */
function Moment({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) {
  return (
    <TextInput
      type="datetime-local"
      className="kp-log__moment"
      aria-label={label}
      title={label}
      value={value ? toLocal(new Date(value)) : ''}
      onChange={(_event, local) => onChange(local ? new Date(local).toISOString() : '')}
    />
  );
}

const toLocal = (date: Date): string =>
  new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

function StateLabel({ state, range }: { state: LogState; range: LogRange }) {
  const { t } = useTranslation();
  if (state.kind === 'opening') return <Label isCompact>{t('logs.opening')}</Label>;
  if (state.kind === 'away')
    return (
      <Label isCompact status="warning">
        {t('logs.away')}
      </Label>
    );
  if (state.kind === 'open' && !range.previous && !range.until)
    return (
      <Label isCompact status="success">
        {t('logs.following')}
      </Label>
    );
  return <Label isCompact>{t(state.kind === 'open' ? 'logs.reading' : 'logs.over')}</Label>;
}
