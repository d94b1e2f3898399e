import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useToast } from '@/shared/feedback/ToastContext';
import { providersKey } from '../providerApi';
import { changesOf, isComplete, refusalOf, type FieldGroup, type ProviderValues } from './fields';

interface Options {
  groups: readonly FieldGroup[];
  /** What a new one begins with, or what is stored. */
  initial: ProviderValues;
  isNew: boolean;
  done: string;
  save(changes: ProviderValues, values: ProviderValues): Promise<unknown>;
  onClose(): void;
}

/** Values of the form of a provider, and saving them. A refusal stands at its field. */
export function useProviderForm({ groups, initial, isNew, done, save, onClose }: Options) {
  const toast = useToast();
  const client = useQueryClient();
  const [before, setBefore] = useState(isNew ? null : initial);
  const [values, setValues] = useState<ProviderValues>(initial);
  const changes = changesOf(groups, values, before);
  const saving = useMutation({
    mutationFn: () => save(changes, values),
    // NOTE: what was sent holds a secret: it must not stay in the memory of the console.
    gcTime: 0,
    onSuccess: () => {
      toast({ variant: 'success', title: done });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: providersKey }),
  });
  const refused = refusalOf(groups, saving.error);
  return {
    values,
    set: (name: string, value: string | boolean) => setValues((current) => ({ ...current, [name]: value })),
    refused,
    error: refused ? null : saving.error,
    isBusy: saving.isPending,
    canSave: isComplete(groups, values) && Object.keys(changes).length > 0 && !saving.isPending,
    save: () => saving.mutate(),
    /** Says what is stored by now, where saving goes on from there. */
    keep: setBefore,
    /** Forgets why saving failed. */
    forget: saving.reset,
  };
}
