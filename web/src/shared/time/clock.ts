const listeners = new Set<() => void>();
let timer: number | undefined;

/** One ticker for all ages on the page: every second while anybody looks. */
export function subscribeToClock(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(() => {
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}
