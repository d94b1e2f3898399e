import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { createQueryClient } from '@/shared/api/queryClient';
import { LiveClient } from '@/shared/live/LiveClient';
import { LiveContext } from '@/shared/live/LiveContext';
import { ToastProvider } from '@/shared/feedback/ToastProvider';
import { PlaceProvider } from '@/shared/places/PlaceProvider';
import { FakeSocket } from './FakeSocket';

/** Draws a page with everything that pages stand in. */
export function renderPage(page: ReactNode, address = '/', path = '*') {
  FakeSocket.all.length = 0;
  const router = createMemoryRouter([{ path, element: <PlaceProvider>{page}</PlaceProvider> }], {
    initialEntries: [address],
  });
  const live = new LiveClient(FakeSocket.open);
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { retry: false } });
  const view = render(
    <QueryClientProvider client={client}>
      <LiveContext value={live}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </LiveContext>
    </QueryClientProvider>,
  );
  return { ...view, router, live, client };
}
