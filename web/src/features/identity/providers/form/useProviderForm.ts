import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '@/shared/api/ApiError';
import { useToast } from '@/shared/feedback/ToastContext';
import { providersKey } from '../providerApi';
import { changesOf, isComplete, type FieldGroup, type ProviderValues } from './fields';

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
  const [before] = useState(initial);
  const [values, setValues] = useState<ProviderValues>(initial);
  const changes = changesOf(groups, values, isNew ? null : before);
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
  const field = saving.error instanceof ApiError ? saving.error.field : undefined;
  const isKnown = groups.some((group) => group.fields.some(({ name }) => name === field));
  return {
    values,
    set: (name: string, value: string | boolean) => setValues((current) => ({ ...current, [name]: value })),
    refused: isKnown && field && saving.error ? { field, message: saving.error.message } : null,
    error: isKnown ? null : saving.error,
    isBusy: saving.isPending,
    canSave: isComplete(groups, values) && Object.keys(changes).length > 0 && !saving.isPending,
    save: () => saving.mutate(),
  };
}
