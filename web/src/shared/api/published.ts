/** The shapes of the published API that the console reads. int64 values travel as strings. */

export interface ObjectMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  cluster?: string;
}

export interface OwnerReference {
  kind: string;
  name: string;
  uid?: string;
  controller?: boolean;
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  lastUpdateTime?: string;
}

export interface Pagination {
  total: number;
  page: number;
  pageSize: number;
  pages: number;
}

/** How far the index can be believed for one cluster; only clusters that are not in step are named. */
export interface Freshness {
  cluster: string;
  synced: boolean;
  live: boolean;
  lastContact?: string;
  reason?: string;
  message?: string;
}

export interface ListResponse<Row> {
  items?: Row[];
  pagination?: Pagination;
  freshness?: Freshness[];
}

export type Severity = 'none' | 'healthy' | 'idle' | 'progressing' | 'warning' | 'failing';

/** What our own API adds to a published row: its key, and its status with words made by the server. */
export interface RowExtras {
  key: string;
  state: string;
  severity: Severity;
  reason?: string;
  message?: string;
}

/** Every object of a list: what the list machinery needs to know of it. */
export interface ListedObject {
  metadata: ObjectMeta;
  kpanda?: RowExtras;
}

export interface ResourceSummary {
  totalNum?: number;
  readyNum?: number;
}

export interface Cluster extends ListedObject {
  spec?: {
    provider?: string;
    apiEndpoint?: string;
    region?: string;
    zone?: string;
    roles?: string[];
    aliasName?: string;
  };
  status?: {
    kubernetesVersion?: string;
    kubeSystemID?: string;
    serviceCIDR?: string;
    clusterCIDR?: string;
    phase?: string;
    proxyMode?: string;
    deploymentSummary?: ResourceSummary;
    daemonsetSummary?: ResourceSummary;
    statefulsetSummary?: ResourceSummary;
    nodeSummary?: ResourceSummary;
    podSummary?: ResourceSummary;
    conditions?: Condition[];
    networkMode?: string[];
  };
}

export interface Container {
  name: string;
  image?: string;
}

export interface PodTemplate {
  metadata?: ObjectMeta;
  spec?: PodSpec;
}

export interface PodSpec {
  containers?: Container[];
  initContainers?: Container[];
  nodeName?: string;
  restartPolicy?: string;
  hostNetwork?: boolean;
}

export interface WorkloadStatus {
  replicas?: number;
  readyReplicas?: number;
  availableReplicas?: number;
  desiredNumberScheduled?: number;
  numberAvailable?: number;
  active?: number;
  succeed?: number;
  failed?: number;
  state?: string;
  phase?: string;
  conditions?: Condition[];
}

export interface Workload extends ListedObject {
  spec?: {
    replicas?: number;
    template?: PodTemplate;
    paused?: boolean;
    schedule?: string;
    serviceName?: string;
    completions?: number;
    parallelism?: number;
    strategy?: { type?: string };
    updateStrategy?: { type?: string };
  };
  status?: WorkloadStatus;
}

export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: { reason?: string; message?: string; exitCode?: number };
}

export interface ContainerStatus {
  name: string;
  ready?: boolean;
  restartCount?: number;
  image?: string;
  phase?: string;
  state?: ContainerState;
}

export interface Pod extends ListedObject {
  spec?: PodSpec;
  status?: {
    phase?: string;
    podStatus?: string;
    podFilterStatus?: string;
    hostIP?: string;
    podIP?: string;
    startTime?: string;
    restartCount?: number;
    containerTotalCount?: number;
    containerReadyCount?: number;
    ownedBy?: { kind?: string; name?: string };
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
    conditions?: Condition[];
  };
}

export interface Node extends ListedObject {
  spec?: { unschedulable?: boolean; podCIDR?: string };
  status?: {
    status?: { phase?: string; conditions?: Condition[] };
    addresses?: { type: string; address: string }[];
    roles?: string[];
    systemInfo?: { kubeletVersion?: string; osImage?: string; containerRuntimeVersion?: string; architecture?: string };
    cpuCapacity?: string;
    memoryCapacity?: string;
    allowedPodNumber?: number;
    podAllocated?: number;
    readyPodNumber?: number;
  };
}

export interface Namespace extends ListedObject {
  status?: { phase?: string; readyPodNumber?: number; totalPodNumber?: number; conditions?: Condition[] };
}

export interface KubeEvent {
  metadata?: ObjectMeta;
  involvedObject?: { kind?: string; name?: string; namespace?: string };
  reason?: string;
  message?: string;
  source?: { component?: string; host?: string };
  type?: string;
  firstTimestamp?: string;
  lastTimestamp?: string;
  count?: number;
}

export interface ValidateKubeConfigResponse {
  validateResult?: boolean;
  errMsg?: string;
  kubeconfigExpireTime?: string;
}

export interface ErrorBody {
  code: number;
  message: string;
  details?: ErrorDetail[];
}

export interface ErrorDetail {
  reason?: string;
  field?: string;
  requestId?: string;
}
