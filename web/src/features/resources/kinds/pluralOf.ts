/** The English plural of a kind, as its list is called: Policies, IngressClasses, Endpoints. */
export function pluralOf(kind: string): string {
  if (/(?:Endpoints|Metrics)$/.test(kind)) return kind;
  if (/[^aeiou]y$/.test(kind)) return `${kind.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(kind) ? `${kind}es` : `${kind}s`;
}
