/** Whether a value is only known at deployment: a placeholder, or text that contains one. */
export function isOpaque(value: unknown): boolean {
  return typeof value === 'string' && (value.includes('${') || value.includes('{{resolve:'));
}

/** The value at a dotted path; a placeholder on the way is itself the answer. */
export function valueAt(value: unknown, path: string): unknown {
  let current = value;
  for (const step of path.split('.')) {
    if (isOpaque(current)) return current;
    if (current === null || typeof current !== 'object') return undefined;
    current = (current as Record<string, unknown>)[step];
  }
  return current;
}

/** The value as a number, where it is one. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : undefined;
}

/** The value as text, where it is plain. */
export function toText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

/** The value as a list: a single item counts as a list of one, what is missing as an empty list. */
export function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

/** The value as a record, empty where it is none. */
export function toRecord(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The items of a list that are records. */
export function toRecords(value: unknown): Record<string, unknown>[] {
  return toList(value)
    .filter(item => item !== null && typeof item === 'object')
    .map(toRecord);
}

/** Whether the value is certainly not true: false, or missing. */
export function isNotTrue(value: unknown): boolean {
  return value === undefined || value === null || value === false || value === 'false';
}

/** Whether the value is certainly true. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
