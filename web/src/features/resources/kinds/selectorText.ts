interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: readonly { key?: string; operator?: string; values?: readonly string[] }[];
}

/** A label selector as people write it; `*` for one that selects everything. */
export function selectorText(selector: LabelSelector | null | undefined): string {
  const labels = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (selector?.matchExpressions ?? []).map(({ key, operator, values }) =>
    [key, operator, values?.length ? `(${values.join(', ')})` : ''].filter(Boolean).join(' '),
  );
  return [...labels, ...expressions].join(', ') || '*';
}
