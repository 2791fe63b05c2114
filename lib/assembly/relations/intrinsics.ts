/** The arguments of an intrinsic function wherever it occurs in a value, as the template writes them. */
export function intrinsicsIn(value: unknown, name: string): unknown[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => (key === name ? [item] : intrinsicsIn(item, name)));
}
