/** `96.4 s`, a dash where there is no such figure, `never` for what did not come about. */
export function seconds(value: number | null, infinite = 'never'): string {
  if (value === Infinity) return infinite;
  return value === null ? '—' : `${number(Math.round(value * 10) / 10)} s`;
}

/** `1,204`: the same in every locale, so that reports can be compared. */
export function number(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
}

/** `1 write`, `2 writes`. */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${number(value)} ${value === 1 ? singular : plural}`;
}

/** `4 min 12 s`, for spans that a person waits for. */
export function span(value: number): string {
  const whole = Math.round(value);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
}
