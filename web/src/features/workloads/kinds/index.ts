import { cronJob } from './cronJob';
import { daemonSet } from './daemonSet';
import { deployment } from './deployment';
import { job } from './job';
import { pod } from './pod';
import { replicaSet } from './replicaSet';
import { statefulSet } from './statefulSet';

/** In the order of the navigation. */
export const workloadKinds = [deployment, statefulSet, daemonSet, job, cronJob, pod, replicaSet] as const;
