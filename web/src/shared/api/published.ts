import type { components } from './generated';

/** The shapes that the console reads, by the names of the API. int64 values travel as strings. */
type Schemas = components['schemas'];

/** What a member or an older server sends may lack any field but what an entry of a list is known by. */
type Partly<T> = T extends readonly (infer Item)[]
  ? Entry<Item>[]
  : string extends keyof T
    ? T
    : T extends object
      ? { [Field in keyof T]?: Partly<T[Field]> }
      : T;
type Entry<T> = T extends object
  ? Partly<T> & Required<Pick<T, Extract<keyof T, 'name' | 'type' | 'kind' | 'address'>>>
  : T;

/** A row of a list: its metadata is there, the rest may not be. */
type Row<T> = Partly<Omit<T, 'metadata' | 'kpanda'>> & ListedObject;

export type ObjectMeta = Entry<Schemas['ObjectMeta']>;
export type OwnerReference = Entry<Schemas['OwnerReference']>;
export type Condition = Entry<Schemas['Condition']>;
export type Pagination = Schemas['Pagination'];

/** How far the index can be believed for one cluster; only clusters that are not in step are named. */
export type Freshness = Partly<Schemas['FreshnessNote']> &
  Pick<Schemas['FreshnessNote'], 'cluster' | 'synced' | 'live'>;

export interface ListResponse<Item> {
  items?: Item[];
  pagination?: Pagination;
  freshness?: Freshness[];
}

/** What our own API adds to a published row: its key, and its status with words made by the server. */
export type RowExtras = Partly<Schemas['RowFacts']> & Pick<Schemas['RowFacts'], 'key' | 'state' | 'severity'>;
export type Severity = RowExtras['severity'];

/** Every object of a list: what the list machinery needs to know of it. */
export interface ListedObject {
  metadata: ObjectMeta;
  kpanda?: RowExtras;
}

export type ResourceSummary = Partly<Schemas['CountShape']>;
export type Cluster = Row<Schemas['ClusterShape']>;
export type Container = Entry<Schemas['Container']>;
export type PodTemplate = Partly<Schemas['PodTemplateSpec']>;
export type PodSpec = Partly<Schemas['PodSpec']>;
export type ContainerState = Partly<Schemas['ContainerState']>;
export type ContainerStatus = Entry<Schemas['ContainerStatus']>;
export type Pod = Row<Schemas['Pod']>;
export type Node = Row<Schemas['Node']>;
export type Namespace = Row<Schemas['Namespace']>;
/** The rows of a kind without care of its own here, by its name in the API. */
export type Published<Name extends keyof Schemas> = Row<Schemas[Name]>;

/** A row of a kind that is known by its columns alone. */
export type ServedObject = Row<Schemas['ServedObject']>;
export type ServedKindSummary = Schemas['ServedKindSummary'];
export type ServedKindDetails = Schemas['ServedKindDetails'];
export type KubeEvent = Partly<Schemas['Event']>;

type AnyWorkload =
  Schemas['Deployment'] | Schemas['StatefulSet'] | Schemas['DaemonSet'] | Schemas['Job'] | Schemas['CronJob'];
type Fields<T> = T extends unknown ? keyof T : never;
type Field<T, Name extends PropertyKey> = T extends unknown ? (Name extends keyof T ? T[Name] : never) : never;

/** A workload of any kind: it may have each field that one of the kinds has. */
type OfAny<T> = { [Name in Fields<T>]?: Partly<Field<T, Name>> };

export type WorkloadStatus = OfAny<AnyWorkload['status']>;
export interface Workload extends ListedObject {
  spec?: OfAny<AnyWorkload['spec']>;
  status?: WorkloadStatus;
  /** When a Job was done; when a job of a CronJob last was. */
  executionTimestamp?: string;
  /** Jobs of a CronJob that run now. */
  total?: number;
}

export type ErrorBody = Partly<Omit<Schemas['ErrorBody'], 'code' | 'message'>> &
  Pick<Schemas['ErrorBody'], 'code' | 'message'>;
export type ErrorDetail = Partly<Schemas['ErrorDetail']>;

export type ObjectRelations = Schemas['ObjectRelations'];
export type RelatedObject = Schemas['RelatedObject'];
export type RelatedGroup = Schemas['RelatedGroup'];
export type UsageAnswer = Schemas['UsageAnswer'];
export type UsageAmount = Schemas['UsageAmount'];
