/** The directories on the way to a path, from the root on. */
export function pathSteps(path: string): { name: string; path: string }[] {
  const names = path.split('/').filter(Boolean);
  return [
    { name: '/', path: '/' },
    ...names.map((name, at) => ({ name: name.replaceAll('%25', '%'), path: `/${names.slice(0, at + 1).join('/')}` })),
  ];
}

/** What somebody typed, as an exact path: `%` is a letter to people. */
export const typedPath = (text: string): string => `/${text.replaceAll('%', '%25').replace(/^\/+/, '')}`;
