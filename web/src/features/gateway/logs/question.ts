/** Whose logs: of a pod, or of all pods of a workload. */
export interface LogPlace {
  cluster: string;
  namespace: string;
  pod?: string;
  group?: string;
  kind?: string;
  name?: string;
  /** Containers of the pod, as far as they are known when it is opened. */
  containers?: readonly string[];
}

/** Which part of them. */
export interface LogRange {
  /** Empty for all containers. */
  container: string;
  previous: boolean;
  /** Seconds back from now; 0 for the beginning. */
  since: number;
  /** RFC 3339; empty for none. In place of `since`. */
  from: string;
  /** RFC 3339; empty for none. */
  until: string;
  /** Last lines of each container; 0 for all. */
  tail: number;
}

export const usualRange: LogRange = { container: '', previous: false, since: 0, from: '', until: '', tail: 1000 };

/** The question as the socket takes it. */
export const questionOf = (place: LogPlace, range: LogRange) => ({
  cluster: place.cluster,
  namespace: place.namespace,
  pod: place.pod,
  group: place.group,
  kind: place.kind,
  name: place.name,
  containers: range.container ? [range.container] : undefined,
  previous: range.previous,
  follow: !range.previous && !range.until,
  sinceSeconds: range.from ? undefined : range.since || undefined,
  sinceTime: range.from || undefined,
  until: range.until || undefined,
  tailLines: range.tail || undefined,
});

/** Where the same is downloaded, whole: the number of lines does not bound it. */
export function downloadPath(place: LogPlace, range: LogRange, withTimes: boolean): string {
  const { containers = [], ...asked } = questionOf(place, { ...range, tail: 0 });
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...asked, follow: undefined })) {
    if (value !== undefined && value !== false) query.set(key, String(value));
  }
  for (const container of containers) query.append('container', container);
  if (withTimes) query.set('timestamps', 'true');
  return `/api/v1/logs/download?${query.toString()}`;
}

export const isMerged = (place: LogPlace): boolean => !place.pod;
