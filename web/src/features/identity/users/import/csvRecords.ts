/** The records of comma-separated values (RFC 4180) as they stand, empty lines left out; null where a quote is never closed. */
export function csvRecords(text: string): string[] | null {
  const records: string[] = [];
  let record = '';
  let isQuoted = false;
  for (const char of `${text.replace(/^\ufeff/, '')}\n`) {
    // A quote within a quoted field is doubled: it closes and opens again.
    if (char === '"') isQuoted = !isQuoted;
    if (char === '\n' && !isQuoted) {
      const whole = record.replace(/\r$/, '');
      if (whole !== '') records.push(whole);
      record = '';
    } else record += char;
  }
  return isQuoted ? null : records;
}
