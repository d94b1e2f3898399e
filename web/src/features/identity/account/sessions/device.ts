const browsers = [
  ['Edge', /\bEdg(?:e|A|iOS)?\/([\d]+)/],
  ['Opera', /\b(?:OPR|Opera)\/([\d]+)/],
  ['Samsung Internet', /\bSamsungBrowser\/([\d]+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/([\d]+)/],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\/([\d]+)/],
  ['Safari', /\bVersion\/([\d]+)[\d.]* (?:Mobile\/\S+ )?Safari\//],
  ['curl', /^curl\/([\d]+)/],
] as const;

const systems = [
  ['iOS', /\b(?:iPhone|iPad|iPod)\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac(?:intosh| OS X)\b/],
  ['Linux', /\bLinux\b/],
] as const;

/** What a browser calls itself, in a few words: `Firefox 128 · Linux`. Browsers claim to be others, so the more particular names come first; empty where nothing is known. */
export function deviceOf(agent: string): string {
  const browser = browsers
    .map(([name, pattern]) => [name, pattern.exec(agent)?.[1]] as const)
    .find(([, version]) => version !== undefined);
  const system = systems.find(([, pattern]) => pattern.test(agent))?.[0];
  return [browser?.join(' '), system].filter(Boolean).join(' · ');
}
