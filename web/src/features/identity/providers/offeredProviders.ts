import { queryOptions } from '@tanstack/react-query';
import { get } from '@/shared/api/client';
import type { components } from '@/shared/api/generated';

/** What the page to sign in offers to everybody: providers that a button leads to, and directories whose passwords are typed here. */
export const offeredProvidersQuery = queryOptions({
  queryKey: ['offered-providers'],
  queryFn: ({ signal }) => get<components['schemas']['OfferedProviders']>('/auth/providers', undefined, signal),
  retry: false,
});
