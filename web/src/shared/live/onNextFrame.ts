/** How late a page that nobody looks at may be; milliseconds. */
const hiddenPause = 1_000;

/** Calls back before the browser paints next; a page in the background does not paint, and is called once a second. Returns how to stop it. */
export function onNextFrame(callback: () => void): () => void {
  if (document.visibilityState === 'hidden') {
    const timer = window.setTimeout(callback, hiddenPause);
    return () => window.clearTimeout(timer);
  }
  const frame = window.requestAnimationFrame(callback);
  return () => window.cancelAnimationFrame(frame);
}
