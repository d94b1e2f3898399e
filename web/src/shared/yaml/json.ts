export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonMap = { [key: string]: Json };
/** A place that may be empty. */
export type Maybe = Json | undefined;

export const isMap = (value: Maybe): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function same(left: Maybe, right: Maybe): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((entry, index) => same(entry, right[index]));
  }
  if (!isMap(left) || !isMap(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => key in right && same(left[key], right[key]));
}
