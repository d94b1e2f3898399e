import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router';
import { whenSignedOut } from '@/shared/api/client';
import { createQueryClient } from '@/shared/api/queryClient';
import { LiveClient } from '@/shared/live/LiveClient';
import { LiveContext } from '@/shared/live/LiveContext';
import { openLiveSocket } from '@/shared/live/openLiveSocket';
import { ToastProvider } from '@/shared/feedback/ToastProvider';
import { goOnOrLeave, leaveForSignIn } from '@/features/identity/leaveForSignIn';
import { createRouter } from './routes';

export function App() {
  const [{ queryClient, live, router }] = useState(() => {
    const queryClient = createQueryClient();
    const router = createRouter();
    const live = new LiveClient(openLiveSocket, () => void goOnOrLeave(queryClient, leave));
    const leave = () => leaveForSignIn(router, queryClient, live);
    whenSignedOut(leave);
    return { queryClient, live, router };
  });
  return (
    <QueryClientProvider client={queryClient}>
      <LiveContext value={live}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </LiveContext>
    </QueryClientProvider>
  );
}
