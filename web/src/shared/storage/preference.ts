/** A small choice of the person, kept in this browser. Storage may be closed (private windows): then it lasts as long as the page. */
export function readPreference(name: string): string | null {
  try {
    return window.localStorage.getItem(`kpanda.${name}`);
  } catch {
    return null;
  }
}

export function writePreference(name: string, value: string): void {
  try {
    window.localStorage.setItem(`kpanda.${name}`, value);
  } catch {
    // Nothing to do: the choice holds until the page is closed.
  }
}
