/** Searches to begin with. The language is that of docs/design/search.md. */
export const examples = [
  'severity:failing',
  'kind:pod status:Failed created:<24h',
  'kind:deployment label:app=cart',
  'image:nginx namespace:default',
  'kind:deployment field:spec.replicas=1',
] as const;
