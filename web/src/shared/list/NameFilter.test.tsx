import { act, fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answerKeys } from '@/shared/keyboard/dispatch';
import { NameFilter } from './NameFilter';

describe('the filter by name', () => {
  const onChange = vi.fn<(value: string) => void>();
  const filter = (value: string) => <NameFilter value={value} onChange={onChange} />;
  const field = () => screen.getByRole<HTMLInputElement>('textbox');
  const type = (value: string) => fireEvent.change(field(), { target: { value } });
  const asked = () => onChange.mock.calls.map(([value]) => value);

  beforeEach(() => {
    vi.useFakeTimers();
    onChange.mockReset();
    return () => void vi.useRealTimers();
  });

  it('asks for a letter at once, and for those that follow within a moment together', () => {
    render(filter(''));
    type('c');
    expect(asked()).toEqual(['c']);
    type('ca');
    type('car');
    expect(asked()).toEqual(['c']);
    act(() => void vi.advanceTimersByTime(30));
    expect(asked()).toEqual(['c', 'car']);
    act(() => void vi.advanceTimersByTime(100));
    type('cart');
    expect(asked()).toEqual(['c', 'car', 'cart']);
  });

  it('leads to the rows with Enter and the arrow, and nowhere while an input method is open', () => {
    render(filter(''));
    const next = vi.fn();
    const stop = answerKeys('list.next', next);
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true });
    expect(next).not.toHaveBeenCalled();
    fireEvent.keyDown(field(), { key: 'Enter' });
    fireEvent.keyDown(field(), { key: 'ArrowDown' });
    fireEvent.keyDown(field(), { key: 'j' });
    expect(next).toHaveBeenCalledTimes(2);
    stop();
  });

  it('loses no letter while the page is still busy with an older one', () => {
    const { rerender } = render(filter(''));
    type('c');
    expect(field()).toHaveValue('c');
    act(() => void vi.advanceTimersByTime(100));
    type('ca');
    rerender(filter('c'));
    expect(field()).toHaveValue('ca');
    rerender(filter('ca'));
    expect(field()).toHaveValue('ca');
  });

  it('shows what the address says when it changed from outside', () => {
    const { rerender } = render(filter(''));
    type('c');
    rerender(filter('c'));
    act(() => void vi.advanceTimersByTime(100));
    type('c ');
    rerender(filter(''));
    expect(field()).toHaveValue('');
    rerender(filter('c'));
    expect(field()).toHaveValue('c');
  });
});
