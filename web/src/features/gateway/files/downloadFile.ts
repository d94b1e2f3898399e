import { request } from '@/shared/api/client';
import type { TerminalPlace } from '../terminal/place';
import { contentPath } from './filesApi';

/**
 * Lets the browser download a file or a folder: so that it is written to disk as it comes, with the browser's own progress, pause and resume. What the server would refuse is asked before,
 * because of a download that fails a browser says nothing.
 */
export async function downloadFile(place: TerminalPlace, path: string, isFolder: boolean): Promise<void> {
  const address = contentPath(place, path, isFolder);
  await isRefused(address);
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

/** Throws what the server says against it; where it says nothing, it is not read on. */
async function isRefused(address: string): Promise<void> {
  const asking = new AbortController();
  const response = await fetch(address, { signal: asking.signal, credentials: 'same-origin' });
  // The words of a refusal are those of any request.
  if (!response.ok) await request('GET', address);
  asking.abort();
}
