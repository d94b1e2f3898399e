import '@xterm/xterm/css/xterm.css';
import { Alert, AlertActionLink, Button, Label, SearchInput } from '@patternfly/react-core';
import MinusIcon from '@patternfly/react-icons/dist/esm/icons/minus-icon';
import PlusIcon from '@patternfly/react-icons/dist/esm/icons/plus-icon';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreference, writePreference } from '@/shared/storage/preference';
import type { TerminalPlace } from './place';
import type { TerminalState } from './TerminalConnection';
import { openTerminal } from './openTerminal';
import { useTerminal } from './useTerminal';

const smallest = 10;
const largest = 24;
const usual = 13;

/** A shell in a container: what runs, how it stands, and the screen. */
export function TerminalTab({ id, place }: { id: string; place: TerminalPlace }) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const chosen = usePreference('terminal.fontSize');
  const chooseSize = (size: number) => writePreference('terminal.fontSize', String(size));
  const fontSize = Math.min(largest, Math.max(smallest, Number(chosen) || usual));
  const { state, reopen, find, focus, link } = useTerminal(id, place, host, fontSize);
  const [sought, setSought] = useState('');
  const [isFound, setFound] = useState(true);
  const seek = (text: string, isBackwards = false) => setFound(text === '' || find(text, isBackwards));
  return (
    <div className="kp-terminal">
      <div className="kp-terminal__bar">
        <span className="kp-terminal__place">
          {place.node
            ? t('terminal.onNode', { node: place.node, cluster: place.cluster })
            : t('terminal.place', {
                pod: place.pod,
                container: place.container,
                namespace: place.namespace,
                cluster: place.cluster,
              })}
        </span>
        <StateLabel state={state} place={place} />
        <SearchInput
          className="kp-terminal__search"
          aria-label={t('terminal.find')}
          placeholder={t('terminal.find')}
          value={sought}
          onChange={(_event, text) => {
            setSought(text);
            seek(text);
          }}
          onClear={() => {
            setSought('');
            setFound(true);
            focus();
          }}
          onPreviousClick={() => seek(sought, true)}
          onNextClick={() => seek(sought)}
          onSearch={() => seek(sought)}
          resultsCount={isFound ? undefined : t('terminal.notFound')}
          resultsCountContext=""
          resetButtonLabel={t('actions.clear')}
          previousNavigationButtonAriaLabel={t('terminal.findPrevious')}
          nextNavigationButtonAriaLabel={t('terminal.findNext')}
          submitSearchButtonLabel={t('search.field')}
        />
        <Button
          variant="plain"
          size="sm"
          icon={<MinusIcon />}
          isDisabled={fontSize <= smallest}
          aria-label={t('terminal.smaller')}
          onClick={() => chooseSize(fontSize - 1)}
        />
        <Button
          variant="plain"
          size="sm"
          icon={<PlusIcon />}
          isDisabled={fontSize >= largest}
          aria-label={t('terminal.larger')}
          onClick={() => chooseSize(fontSize + 1)}
        />
      </div>
      {state.kind === 'ended' && <EndNotice state={state} place={place} onReopen={reopen} />}
      <div ref={host} className="kp-terminal__screen" data-testid="terminal" />
      {link !== null && <div className="kp-terminal__link">{link}</div>}
    </div>
  );
}

function StateLabel({ state, place }: { state: TerminalState; place: TerminalPlace }) {
  const { t } = useTranslation();
  if (state.kind === 'open')
    return (
      <Label isCompact status="success">
        {state.shell}
      </Label>
    );
  if (state.kind === 'away')
    return (
      <Label isCompact status="warning">
        {t('terminal.away')}
      </Label>
    );
  if (state.kind === 'opening')
    return <Label isCompact>{t(place.debug || place.node ? 'terminal.openingDebug' : 'terminal.opening')}</Label>;
  return null;
}

function EndNotice({
  state,
  place,
  onReopen,
}: {
  state: TerminalState & { kind: 'ended' };
  place: TerminalPlace;
  onReopen(): void;
}) {
  const { t } = useTranslation();
  const isFine = state.reason === 'exited' && state.exitCode === 0;
  const title =
    state.reason === 'exited' && state.exitCode != null
      ? t('terminal.exited', { code: state.exitCode })
      : t(`terminal.ended.${state.reason}`, { defaultValue: t('terminal.ended.lost') });
  return (
    <Alert
      isInline
      variant={isFine ? 'info' : 'warning'}
      title={title}
      actionLinks={
        state.reason === 'no-shell' ? (
          <AlertActionLink onClick={() => openTerminal({ ...place, debug: true })}>
            {t('terminal.debug')}
          </AlertActionLink>
        ) : (
          <AlertActionLink onClick={onReopen}>{t('terminal.reopen')}</AlertActionLink>
        )
      }
    >
      {state.message}
    </Alert>
  );
}
