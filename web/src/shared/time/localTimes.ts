const timestamp = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z\b/g;

/** Writes the moments within a sentence of the server in the person's own time and manner. */
export const localTimes = (text: string, language: string): string =>
  text.replace(timestamp, (moment) =>
    new Date(moment).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' }),
  );
