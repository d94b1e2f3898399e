import type { components } from '@/shared/api/generated';

type Schemas = components['schemas'];

export type SearchRow = Schemas['SearchRow'];
export type SearchAnswer = Schemas['SearchAnswer'];
export type KindCount = Schemas['KindCount'];
export type Completion = Schemas['Completion'];
export type ScanLine = Schemas['ScanLine'];
