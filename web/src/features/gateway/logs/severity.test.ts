import { describe, expect, it } from 'vitest';
import { severityOf, type LogSeverity } from './severity';

const cases: [string, LogSeverity][] = [
  ['{"time":"x","level":"error","msg":"failed"}', 'error'],
  ['{"severity": "WARNING", "message": "slow"}', 'warning'],
  ['{"level":50,"msg":"pino"}', 'error'],
  ['{"level":30,"msg":"pino"}', 'none'],
  ['{"level":20,"msg":"pino"}', 'debug'],
  ['{"msg":"the word error in a message","level":"info"}', 'none'],
  ['ts=2026-01-01 level=warn msg="error in the text"', 'warning'],
  ['ts=2026-01-01 level=info msg="level=error"', 'none'],
  ['E0131 12:00:00.123456       1 server.go:240] "Failed"', 'error'],
  ['W0131 12:00:00.123456       1 reflector.go:1] slow', 'warning'],
  ['I0131 12:00:00.123456       1 server.go:240] error is only a word here', 'none'],
  ['F0131 12:00:00.123456       1 server.go:495] over', 'error'],
  ['2026/01/31 12:00:00 [warn] 29#29: upstream', 'warning'],
  ['2026/01/31 12:00:00 [emerg] 1#1: host not found', 'error'],
  ['[2026-01-31 12:00:00,123] ERROR Exiting Kafka', 'error'],
  ['2026-01-31 12:00:00 UTC [1] FATAL:  could not open file', 'error'],
  ['10.0.0.1 - - "GET /errors HTTP/1.1" 200', 'none'],
  ['Terror is no level', 'none'],
  ['', 'none'],
];

describe('how grave a line is', () => {
  it.each(cases)('%s', (line, severity) => expect(severityOf(line)).toBe(severity));
  it('is read from its beginning only, however long it is', () =>
    expect(severityOf(`${'x'.repeat(5_000_000)} level=error`)).toBe('none'));
});
