import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useLiveClient } from '@/shared/live/LiveContext';
import { forgetSession } from './leaveForSignIn';
import { signOut } from './session';

/** Ends the session: nothing of it stays in memory. */
export function useSignOut(): () => void {
  const navigate = useNavigate();
  const client = useQueryClient();
  const live = useLiveClient();
  const { mutate } = useMutation({
    mutationFn: signOut,
    onSuccess: ({ redirect }) => {
      forgetSession(client, live);
      if (redirect) return window.location.assign(redirect);
      return navigate('/sign-in', { replace: true });
    },
  });
  return () => mutate();
}
