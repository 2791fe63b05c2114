import { type RecordSpec } from '../assembly/model.js';
import { regionOfHost, type Edges } from './region-checks.js';

/** How many of the clients a region gets, as parts of 1. */
export interface Share {
  readonly region: string;
  /** By the weights of the records. */
  readonly expected: number;
  readonly measured: number;
}

/** Where clients were led, beside where the weights of a name's records lead them. */
export function sharesOf(records: readonly RecordSpec[], led: readonly (string | undefined)[], cloud: Edges): Share[] {
  const total = records.reduce((sum, { weight = 0 }) => sum + weight, 0);
  return cloud.regions.map(({ name: region }) => {
    const own = records.filter(({ alias, values }) => regionOfHost(cloud, alias?.name ?? values[0]) === region);
    const weight = own.reduce((sum, record) => sum + (record.weight ?? 0), 0);
    const expected = total === 0 ? own.length / records.length : weight / total;
    return { region, expected, measured: led.filter(there => there === region).length / led.length };
  });
}
