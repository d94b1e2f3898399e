const failures = {
  'oidc.state': 'signIn.failed.state',
  'oidc.denied': 'signIn.failed.denied',
  'oidc.unavailable': 'signIn.failed.unavailable',
  'oidc.answer': 'signIn.failed.answer',
  'external.disabled': 'signIn.failed.disabled',
  'external.name.unusable': 'signIn.failed.nameUnusable',
  'external.name.taken': 'signIn.failed.nameTaken',
} as const;

/** The words for why signing in by a provider failed; null for a reason that is none of ours: no text of an address is ever shown. */
export function failureOf(reason: string | null) {
  return reason !== null && Object.hasOwn(failures, reason) ? failures[reason as keyof typeof failures] : null;
}
