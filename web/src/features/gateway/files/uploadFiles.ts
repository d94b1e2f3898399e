import i18next from 'i18next';
import { ApiError, ErrorCode } from '@/shared/api/ApiError';
import { csrfHeader, csrfToken } from '@/shared/api/csrf';
import type { ErrorBody } from '@/shared/api/published';
import type { TerminalPlace } from '../terminal/place';
import { filesPath } from './filesApi';

export interface ChosenFile {
  /** From the directory on. */
  path: string;
  file: File;
}

export interface Upload {
  done: Promise<void>;
  cancel(): void;
}

/** Sends files into a directory of a container. The browser reads them as they are sent. */
export function uploadFiles(
  place: TerminalPlace,
  directory: string,
  files: readonly ChosenFile[],
  onProgress: (sent: number) => void,
): Upload {
  const form = new FormData();
  const manifest = { files: files.map(({ path, file }) => ({ path, size: String(file.size) })) };
  form.append('manifest', new Blob([JSON.stringify(manifest)], { type: 'application/json' }));
  for (const { file } of files) form.append('file', file, 'file');
  const sending = new XMLHttpRequest();
  const done = new Promise<void>((resolve, reject) => {
    sending.upload.onprogress = ({ loaded }) => onProgress(loaded);
    sending.onload = () => (sending.status < 400 ? resolve() : reject(refusal(sending)));
    sending.onerror = () => reject(unreachable());
    sending.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
  });
  sending.open('POST', filesPath(place, directory));
  sending.setRequestHeader(csrfHeader, csrfToken() ?? '');
  sending.setRequestHeader('Accept-Language', i18next.language);
  sending.send(form);
  return { done, cancel: () => sending.abort() };
}

const unreachable = () =>
  new ApiError(0, { code: ErrorCode.unavailable, message: i18next.t('errors.serverUnreachable') }, null);

function refusal(sending: XMLHttpRequest): ApiError {
  try {
    const body = JSON.parse(sending.responseText) as ErrorBody;
    return new ApiError(sending.status, body, sending.getResponseHeader('X-Request-Id'));
  } catch {
    return unreachable();
  }
}
