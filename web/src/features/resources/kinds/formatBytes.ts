const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** An amount of memory with one decimal where it matters. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes) || bytes <= 0) return '–';
  const step = Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  const value = bytes / 1024 ** step;
  return `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} ${units[step]}`;
}
