import '@xterm/xterm/css/xterm.css';
import {
  Alert,
  Button,
  Modal,
  ModalBody,
  ModalHeader,
  Slider,
  Spinner,
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core';
import PauseIcon from '@patternfly/react-icons/dist/esm/icons/pause-icon';
import PlayIcon from '@patternfly/react-icons/dist/esm/icons/play-icon';
import { useQuery } from '@tanstack/react-query';
import { Terminal } from '@xterm/xterm';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { useIsDark } from '@/shared/theme/theme';
import { showLinks } from '../terminal/terminalLinks';
import { terminalTheme } from '../terminal/terminalTheme';
import { readAsciicast, type Recording } from './asciicast';

const speeds = [1, 2, 5, 20];
const tick = 50;

/** Shows again what a terminal showed. */
export function RecordingPlayer({ id, onClose }: { id: string; onClose(): void }) {
  const { t } = useTranslation();
  const recording = useQuery({ queryKey: ['recording', id], queryFn: () => read(id), retry: false });
  return (
    <Modal isOpen variant="large" onClose={onClose} aria-labelledby="recording-title">
      <ModalHeader labelId="recording-title" title={t('recording.title')} />
      <ModalBody>
        {recording.isPending && <Spinner aria-label={t('recording.loading')} />}
        {recording.error && <Alert isInline variant="warning" title={recording.error.message} />}
        {recording.data && <Screen recording={recording.data} />}
      </ModalBody>
    </Modal>
  );
}

async function read(id: string): Promise<Recording> {
  const path = `/api/v1/audits/${encodeURIComponent(id)}/recording`;
  const answer = await fetch(path, { credentials: 'same-origin' });
  // The words of a refusal are those of any request.
  if (!answer.ok) await request('GET', path);
  return readAsciicast(await answer.text());
}

function Screen({ recording }: { recording: Recording }) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const shown = useRef({ terminal: null as Terminal | null, next: 0 });
  const isDark = useIsDark();
  const [at, setAt] = useState(0);
  const [speed, setSpeed] = useState(1);
  const [isPlaying, setPlaying] = useState(true);
  const [link, setLink] = useState<string | null>(null);

  useEffect(() => {
    if (!host.current) return;
    const terminal = new Terminal({
      cols: recording.columns,
      rows: recording.rows,
      disableStdin: true,
      theme: terminalTheme(isDark),
    });
    showLinks(terminal, setLink);
    terminal.open(host.current);
    shown.current = { terminal, next: 0 };
    return () => {
      terminal.dispose();
      setLink(null);
    };
  }, [recording, isDark]);

  useEffect(() => {
    if (!isPlaying) return;
    const timer = window.setInterval(
      () => setAt((now) => Math.min(recording.length, now + (tick / 1000) * speed)),
      tick,
    );
    return () => window.clearInterval(timer);
  }, [isPlaying, speed, recording]);

  // Backwards there is no way but from the beginning.
  useEffect(() => {
    const { terminal, next } = shown.current;
    if (!terminal) return;
    if (next > 0 && (recording.events[next - 1]?.at ?? 0) > at) {
      terminal.reset();
      terminal.resize(recording.columns, recording.rows);
      shown.current.next = 0;
    }
    for (
      let event = recording.events[shown.current.next];
      event && event.at <= at;
      event = recording.events[shown.current.next]
    ) {
      if (event.kind === 'o') terminal.write(event.data);
      if (event.kind === 'r') {
        const [columns = 80, rows = 24] = event.data.split('x').map(Number);
        terminal.resize(columns, rows);
      }
      shown.current.next++;
    }
  }, [at, recording, isDark]);

  const isOver = at >= recording.length;
  const length = Math.ceil(recording.length);
  return (
    <div className="kp-recording">
      <div className="kp-recording__bar">
        <Button
          variant="plain"
          icon={isPlaying && !isOver ? <PauseIcon /> : <PlayIcon />}
          aria-label={t(isPlaying && !isOver ? 'recording.pause' : 'recording.play')}
          onClick={() => {
            if (isOver) setAt(0);
            setPlaying(isOver || !isPlaying);
          }}
        />
        <Slider
          aria-label={t('recording.position')}
          value={at}
          min={0}
          max={Math.max(0.1, recording.length)}
          step={0.1}
          showBoundaries={false}
          onChange={(_event, value) => {
            // What has come to its end stands still, wherever it is taken to.
            if (isOver) setPlaying(false);
            setAt(value);
          }}
        />
        <span>{t('recording.seconds', { at: isOver ? length : Math.floor(at), length })}</span>
        <ToggleGroup aria-label={t('recording.speed')}>
          {speeds.map((each) => (
            <ToggleGroupItem key={each} text={`${each}×`} isSelected={speed === each} onChange={() => setSpeed(each)} />
          ))}
        </ToggleGroup>
      </div>
      <div ref={host} className="kp-recording__screen" data-testid="recording" />
      {link !== null && <div className="kp-terminal__link">{link}</div>}
    </div>
  );
}
