import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export type ClusterForm = 'import' | 'edit' | 'kubeconfig';

const forms: readonly string[] = ['import', 'edit', 'kubeconfig'] satisfies ClusterForm[];

/** Which form is open, and for which cluster: in the address, so that it can be sent and gone back from. */
export function useClusterForm() {
  const [parameters, setParameters] = useSearchParams();
  const action = parameters.get('action') ?? '';
  const open = useCallback(
    (form: ClusterForm | null, cluster?: string) =>
      setParameters((current) => {
        const next = new URLSearchParams(current);
        next.delete('action');
        next.delete('of');
        if (form) next.set('action', form);
        if (form && cluster) next.set('of', cluster);
        return next;
      }),
    [setParameters],
  );
  return { form: forms.includes(action) ? (action as ClusterForm) : null, cluster: parameters.get('of') ?? '', open };
}
