/** How a shared alarm counts the metrics that have reached their thresholds: `(m0>=8000)+(m1>=2400)`. */
export const REACHED = /^\(m0>=/;

/** The threshold of each metric, in their order. */
export function thresholdsIn(expression: string): number[] {
  return [...expression.matchAll(/>=([\d.]+)\)/g)].map(([, figure]) => Number(figure));
}
