import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useToast } from './ToastContext';

interface Options<T> {
  run(): Promise<T>;
  /** What to say once it is done. */
  done?: string;
  /** What is read anew then. */
  changes: QueryKey;
  /** Mostly: closes the dialog. */
  onDone?(answer: T): void;
}

/** What a dialog does: told when it is done, and what it changed is read anew. A failure stays in the dialog. */
export function useDialogAction<T>({ run, done, changes, onDone }: Options<T>) {
  const toast = useToast();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => run(),
    // NOTE: an answer may hold a secret: it must not stay in the memory of the console once its dialog is closed.
    gcTime: 0,
    onSuccess: async (answer) => {
      if (done) toast({ variant: 'success', title: done });
      onDone?.(answer);
      await client.invalidateQueries({ queryKey: changes });
    },
  });
}
