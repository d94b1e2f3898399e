import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { lowest } from './useDockHeight';

const step = 40;

/** The upper edge of the dock: dragged, or moved with the arrow keys. */
export function DockHandle({ height, onChange }: { height: number; onChange(height: number): void }) {
  const { t } = useTranslation();
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onChange(window.innerHeight - event.clientY);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const change = { ArrowUp: step, ArrowDown: -step }[event.key];
    if (change === undefined) return;
    event.preventDefault();
    onChange(height + change);
  };
  return (
    <div
      className="kp-dock__handle"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t('dock.height')}
      aria-valuenow={height}
      aria-valuemin={lowest}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={onKeyDown}
    />
  );
}
