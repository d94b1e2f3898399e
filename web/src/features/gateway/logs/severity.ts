export type LogSeverity = 'error' | 'warning' | 'debug' | 'none';

const levels: Record<string, LogSeverity> = {
  emerg: 'error',
  alert: 'error',
  crit: 'error',
  critical: 'error',
  fatal: 'error',
  panic: 'error',
  dpanic: 'error',
  severe: 'error',
  error: 'error',
  err: 'error',
  eror: 'error',
  warn: 'warning',
  warning: 'warning',
  debug: 'debug',
  trace: 'debug',
  verbose: 'debug',
};

/** Only the beginning of a line says how grave it is. */
const looked = 2_000;
const json = /"(?:level|lvl|severity|levelname|log\.level|loglevel|@l)"\s*:\s*(?:"(\w+)"|(\d+))/i;
const logfmt = /(?:^|\s)(?:level|lvl|severity)="?(\w+)/i;
const klog = /^([IWEF])\d{4} \d{2}:\d{2}:\d{2}\.\d+\s+\d+ [\w./-]+:\d+\]/;
const bracketed =
  /^[^"{]{0,60}?[[(<]?\b(EMERG|ALERT|CRIT(?:ICAL)?|FATAL|PANIC|SEVERE|ERROR|WARN(?:ING)?|DEBUG|TRACE)\b[\])>:]?/;
const nginx = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[(\w+)\]/;
const klogLevels: Record<string, LogSeverity> = { I: 'none', W: 'warning', E: 'error', F: 'error' };

/** How grave a line is: of JSON, logfmt and klog, and of those that begin with a word for it. */
export function severityOf(line: string): LogSeverity {
  const head = line.length > looked ? line.slice(0, looked) : line;
  if (head.startsWith('{')) {
    const [, word, number] = json.exec(head) ?? [];
    return number ? ofNumber(Number(number)) : named(word);
  }
  const letter = klog.exec(head)?.[1];
  if (letter) return klogLevels[letter] ?? 'none';
  return named(nginx.exec(head)?.[1] ?? logfmt.exec(head)?.[1] ?? bracketed.exec(head)?.[1]);
}

const named = (word: string | undefined): LogSeverity => levels[word?.toLowerCase() ?? ''] ?? 'none';

/** As pino and bunyan count: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal. */
function ofNumber(level: number): LogSeverity {
  if (level >= 50) return 'error';
  if (level >= 40) return 'warning';
  return level > 0 && level < 30 ? 'debug' : 'none';
}
