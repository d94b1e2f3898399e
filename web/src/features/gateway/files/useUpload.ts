import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '@/features/resources/kinds/formatBytes';
import type { TerminalPlace } from '../terminal/place';
import { uploadFiles, type ChosenFile, type Upload } from './uploadFiles';

interface Progress {
  sent: number;
  total: number;
  files: number;
}

/** One upload at a time, with how far it is. It ends with the dialog. */
export function useUpload(place: TerminalPlace, directory: string, limit: number) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const running = useRef<Upload | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [failure, setFailure] = useState('');
  const [done, setDone] = useState(0);
  useEffect(() => () => running.current?.cancel(), []);

  const start = async (files: readonly ChosenFile[]) => {
    if (files.length === 0 || running.current) return;
    const total = files.reduce((sum, { file }) => sum + file.size, 0);
    setDone(0);
    setFailure('');
    if (total > limit) {
      setFailure(t('files.tooLarge', { limit: formatBytes(limit) }));
      return;
    }
    setProgress({ sent: 0, total, files: files.length });
    running.current = uploadFiles(place, directory, files, (sent) =>
      setProgress({ sent: Math.min(sent, total), total, files: files.length }),
    );
    try {
      await running.current.done;
      setDone(files.length);
    } catch (reason) {
      const isCancelled = reason instanceof DOMException && reason.name === 'AbortError';
      setFailure(isCancelled ? t('files.cancelled') : (reason as Error).message);
    } finally {
      running.current = null;
      setProgress(null);
      await client.invalidateQueries({ queryKey: ['files'] });
    }
  };
  return { progress, failure, done, start, cancel: () => running.current?.cancel() };
}
