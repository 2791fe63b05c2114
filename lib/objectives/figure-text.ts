import { type Figure } from './figure';

/** The figure for a reader: `48 s`, or `unbounded`. */
export function shown(figure: Figure): string {
  return figure.value === undefined ? 'unbounded' : amount(figure.value, figure.unit);
}

/** A number with its unit, without digits that nobody needs. */
export function amount(value: number, unit: string): string {
  const text = String(Number(value.toPrecision(6)));
  return unit === '1' ? text : `${text} ${unit}`;
}
