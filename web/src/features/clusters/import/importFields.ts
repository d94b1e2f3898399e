export interface ImportFields {
  name: string;
  aliasName: string;
  provider: string;
  /** `key=value` pairs, as people type them. */
  labels: string;
  kubeConfigString: string;
}

export const emptyImport: ImportFields = {
  name: '',
  aliasName: '',
  provider: 'GENERIC',
  labels: '',
  kubeConfigString: '',
};

export type FieldError = { field: keyof ImportFields; reason: 'name' | 'alias' | 'labels' };

const longestName = 63;
const longestAlias = 60;
const namePattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const labelPattern = /^([a-z0-9.-]+\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** What is wrong with what has been typed so far; an untouched field is not wrong yet. */
export function checkImport(fields: ImportFields): FieldError[] {
  const errors: FieldError[] = [];
  if (fields.name && (fields.name.length > longestName || !namePattern.test(fields.name))) {
    errors.push({ field: 'name', reason: 'name' });
  }
  if ([...fields.aliasName].length > longestAlias) errors.push({ field: 'aliasName', reason: 'alias' });
  if (readLabels(fields.labels) === null) errors.push({ field: 'labels', reason: 'labels' });
  return errors;
}

/** Reads `a=b, c=d`; null where an entry is no label. */
export function readLabels(text: string): Record<string, string> | null {
  const labels: Record<string, string> = {};
  for (const entry of text.split(/[,\s]+/).filter(Boolean)) {
    const [key = '', value = '', ...rest] = entry.split('=');
    if (rest.length > 0 || !entry.includes('=') || !labelPattern.test(key)) return null;
    if (value !== '' && !/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(value)) return null;
    labels[key] = value;
  }
  return labels;
}
