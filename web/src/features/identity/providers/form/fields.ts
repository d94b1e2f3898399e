import { ApiError } from '@/shared/api/ApiError';
import type { Words } from '@/shared/i18n/words';

/** A field of the form of a provider, by the name that the API has for it. */
export interface ProviderField {
  name: string;
  label: Words;
  help?: Words;
  kind?: 'text' | 'secret' | 'area' | 'number' | 'switch' | 'choice';
  isRequired?: boolean;
  /** Values of a choice. */
  options?: readonly (readonly [value: string, label: Words])[];
  maxLength?: number;
  /** Cannot be changed once the provider is there. */
  isFixed?: boolean;
}

export interface FieldGroup {
  title: Words;
  fields: readonly ProviderField[];
  /** Folded away until somebody wants it. */
  isFolded?: boolean;
}

/** A field that was refused, and why. */
export interface Refusal {
  field: string;
  message: string;
}

export type ProviderValues = Record<string, string | boolean>;

/** What is to be sent: everything that was filled in for a new provider, and for another what was changed. A secret that nobody typed stays what it is. */
export function changesOf(
  groups: readonly FieldGroup[],
  values: ProviderValues,
  before: ProviderValues | null,
): ProviderValues {
  const fields = groups.flatMap((group) => group.fields);
  return Object.fromEntries(
    fields
      .filter(({ name, kind, isFixed }) => {
        const value = values[name];
        if (value === undefined || (kind === 'secret' && value === '')) return false;
        if (before === null) return value !== '';
        return !isFixed && value !== before[name];
      })
      .map(({ name }) => [name, values[name] ?? '']),
  );
}

/** What the server says is wrong with one of these fields; null where it is with none of them. */
export function refusalOf(groups: readonly FieldGroup[], error: Error | null): Refusal | null {
  const field = error instanceof ApiError ? error.field : undefined;
  const isKnown = groups.some((group) => group.fields.some(({ name }) => name === field));
  return field && isKnown && error ? { field, message: error.message } : null;
}

/** Whether everything is there that must be. */
export const isComplete = (groups: readonly FieldGroup[], values: ProviderValues) =>
  groups.every(({ fields }) =>
    fields.every(({ name, isRequired }) => !isRequired || String(values[name] ?? '').trim()),
  );
