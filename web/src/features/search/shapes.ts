import type { components } from '@/shared/api/generated';
import type { Freshness } from '@/shared/api/published';

type Schemas = components['schemas'];

export type Trouble = Schemas['Trouble'];
export type KindHealth = Schemas['KindHealth'];
export type ClusterCapacity = Schemas['ClusterCapacity'];
export type CapacityAmount = Schemas['CapacityAmount'];
export type OverviewCluster = Schemas['OverviewCluster'];
export type AddOn = Schemas['AddOn'];
export type FleetOverview = Omit<Schemas['FleetOverview'], 'freshness'> & { freshness?: Freshness[] };
export type ClusterOverview = Omit<Schemas['ClusterOverview'], 'freshness'> & { freshness?: Freshness[] };
