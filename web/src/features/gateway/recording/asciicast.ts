/** What a terminal showed: asciicast 2. */
export interface Recording {
  columns: number;
  rows: number;
  events: RecordedEvent[];
  /** Seconds. */
  length: number;
}

export interface RecordedEvent {
  at: number;
  kind: string;
  data: string;
}

/** Reads a recording; a last line that is not whole is left out. */
export function readAsciicast(text: string): Recording {
  const [head = '{}', ...lines] = text.split('\n');
  const { width = 80, height = 24 } = JSON.parse(head) as { width?: number; height?: number };
  const events: RecordedEvent[] = [];
  for (const line of lines) {
    try {
      const [at, kind, data] = JSON.parse(line) as [number, string, string];
      events.push({ at, kind, data });
    } catch {
      continue;
    }
  }
  return { columns: width, rows: height, events, length: events.at(-1)?.at ?? 0 };
}
