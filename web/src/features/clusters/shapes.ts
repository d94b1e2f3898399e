import type { components } from '@/shared/api/generated';
import type { Condition } from '@/shared/api/published';

type Schemas = components['schemas'];

/** A condition that the server has a name for in the reader's language. */
export type NamedCondition = Condition & { title?: string };

/** What was found when a kubeconfig was tried. */
export type Verification = Partial<Omit<Schemas['ValidateKubeconfigResponse'], 'conditions'>> & {
  conditions?: NamedCondition[];
};

/** An object in a cluster that is there because of the platform, which made it and takes it away when asked, or for which a person made it. */
export type Leftover = Partial<Schemas['Leftover']> & Pick<Schemas['Leftover'], 'kind' | 'name'>;

export interface ClusterValidation {
  leftovers?: Leftover[];
  kubeconfig?: Verification;
}

export interface RemovalResult {
  cleaned?: Leftover[];
  leftovers?: Leftover[];
}

export type ImportGuide = Schemas['ImportGuideShape'];
