/** What was typed in a tab and is not saved: the object as it was read, and the text made of it. */
export interface Draft {
  original: string;
  text: string;
}

const prefix = 'kpanda.draft.';

/** Drafts live as long as the browser's tab does, and never leave it. Nothing of a Secret is put here. */
export function writeDraft(id: string, draft: Draft | null): void {
  if (!draft) {
    sessionStorage.removeItem(prefix + id);
    return;
  }
  try {
    sessionStorage.setItem(prefix + id, JSON.stringify(draft));
  } catch {
    // NOTE: the browser's room is full. The text is still in the editor; only a reload of the page would lose it, and that asks.
    sessionStorage.removeItem(prefix + id);
  }
}

export function readDraft(id: string): Draft | null {
  const kept = sessionStorage.getItem(prefix + id);
  return kept === null ? null : (JSON.parse(kept) as Draft);
}

export function dropDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
}
