import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Reading } from './Reading';

describe('the reading of a table', () => {
  const rested = vi.fn();
  let reading = new Reading();
  beforeEach(() => {
    vi.useFakeTimers();
    rested.mockReset();
    reading = new Reading();
    return () => void vi.useRealTimers();
  });

  it('lasts while the pointer is over it, and a moment longer', () => {
    reading.handlers.onPointerEnter();
    reading.whenRested(rested);
    vi.advanceTimersByTime(60_000);
    expect(reading.isReading()).toBe(true);
    reading.handlers.onPointerLeave();
    vi.advanceTimersByTime(799);
    expect(rested).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(rested).toHaveBeenCalledOnce();
  });

  it('ends after the last key also where the pointer left in between', () => {
    reading.whenRested(rested);
    reading.handlers.onPointerEnter();
    reading.handlers.onKeyDown();
    reading.handlers.onPointerLeave();
    vi.advanceTimersByTime(7_000);
    expect(rested).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_100);
    expect(rested).toHaveBeenCalledOnce();
  });

  it('tells who listens since a moment ago, too', () => {
    const stop = reading.whenRested(() => {});
    reading.handlers.onPointerEnter();
    reading.handlers.onPointerLeave();
    stop();
    reading.whenRested(rested);
    vi.advanceTimersByTime(1_000);
    expect(rested).toHaveBeenCalledOnce();
  });
});
