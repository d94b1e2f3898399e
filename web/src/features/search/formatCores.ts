/** CPU in cores, from thousandths: two figures where it is little. */
export const formatCores = (milli: number, language: string): string =>
  (milli / 1000).toLocaleString(language, { maximumFractionDigits: milli < 10_000 ? 1 : 0 });
