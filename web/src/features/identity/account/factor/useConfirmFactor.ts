import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { confirmSecondFactor } from '../../session';

/** A code that makes a new secret count, and the recovery codes that come of it. */
export interface ConfirmingFactor {
  code: string;
  error: Error | null;
  isPending: boolean;
  /** Once it counts. */
  codes: readonly string[] | null;
  onCode(next: string): void;
  onSubmit(): void;
}

export function useConfirmFactor(onDone: () => unknown = () => {}): ConfirmingFactor {
  const [code, setCode] = useState('');
  const confirming = useMutation({
    mutationFn: () => confirmSecondFactor(code),
    // NOTE: recovery codes must not stay in the memory of the console once they were shown.
    gcTime: 0,
    onSuccess: onDone,
    onError: () => setCode(''),
  });
  return {
    code,
    error: confirming.error,
    isPending: confirming.isPending,
    codes: confirming.data?.codes ?? null,
    onCode: setCode,
    onSubmit: () => {
      if (code.trim() !== '' && !confirming.isPending) confirming.mutate();
    },
  };
}
