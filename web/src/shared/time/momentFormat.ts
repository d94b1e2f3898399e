const formats = new Map<string, Intl.DateTimeFormat>();

/** How a moment is written in a language: exactly, or short, here or in UTC. To make a format costs more than a row of a list; each is made once. */
export function momentFormat(language: string, form: 'exact' | 'local' | 'utc'): Intl.DateTimeFormat {
  const key = `${language} ${form}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, {
    dateStyle: form === 'exact' ? 'medium' : 'short',
    timeStyle: 'medium',
    ...(form === 'utc' && { timeZone: 'UTC' }),
  });
  formats.set(key, made);
  return made;
}
