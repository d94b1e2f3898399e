import type { Cluster, Condition, ValidateKubeConfigResponse } from '@/shared/api/published';

/** A condition that the server has a name for in the reader's language. */
export interface NamedCondition extends Condition {
  title?: string;
}

/** A cluster with what our own API adds to the published shape. */
export type ClusterDetails = Cluster & {
  spec?: { describe?: string; proxyUrl?: string };
  status?: {
    distribution?: string;
    lastContact?: string;
    conditions?: NamedCondition[];
    components?: NamedCondition[];
    kubeconfigExpireTime?: string;
    kubeconfigExpireWarnning?: boolean;
  };
};

/** What was found when a kubeconfig was tried. */
export type Verification = ValidateKubeConfigResponse & {
  apiEndpoint?: string;
  kubernetesVersion?: string;
  distribution?: string;
  serviceCIDR?: string;
  clusterCIDR?: string;
  conditions?: NamedCondition[];
};

/** An object in a cluster that is there because of the platform. */
export interface Leftover {
  kind: string;
  namespace?: string;
  name: string;
  /** Made by the platform, which takes it away when asked; made by a person for it otherwise. */
  isCleanable?: boolean;
}

export interface ClusterValidation {
  leftovers?: Leftover[];
  kubeconfig?: Verification;
}

export interface RemovalResult {
  cleaned?: Leftover[];
  leftovers?: Leftover[];
}

export interface ImportGuide {
  distribution: string;
  title: string;
  note: string;
  steps: { title: string; commands: string }[];
}
