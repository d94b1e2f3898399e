import type { components } from '@/shared/api/generated';

type Schemas = components['schemas'];

export type SyncStatus = Schemas['SyncStatus'];
export type ClusterSyncStatus = Schemas['ClusterSyncStatus'];
export type ClusterSyncDetails = Schemas['ClusterSyncDetails'];
export type KindSyncStatus = Schemas['KindSyncStatus'];

export const syncActions = ['pause', 'resume', 'rebuild', 'check'] as const;
export type SyncAction = (typeof syncActions)[number];
