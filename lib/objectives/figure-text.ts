import { type Figure, FigureKind } from './figure';

/** A figure that nothing bounds, with the reason. */
export function unbounded(reason: string, source: string): Figure {
  return { kind: FigureKind.BOUND, unit: 's', formula: `unbounded: ${reason}`, inputs: {}, assumptions: [], source };
}

/** A number with its unit, without digits that nobody needs. */
export function amount(value: number, unit: string): string {
  const text = String(Number(value.toPrecision(6)));
  return unit === '1' ? text : `${text} ${unit}`;
}

/**
 * An availability as a percentage: as many digits as its first one below the nines, such as `99.994 %`. More would be read as
 * precision, and the assumptions behind it have none.
 */
export function availabilityText(share: number): string {
  const lost = (1 - share) * 100;
  if (lost <= 0) return '100 %';
  return `${Number((share * 100).toFixed(Math.max(0, -Math.floor(Math.log10(lost)))))} %`;
}
