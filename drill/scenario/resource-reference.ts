import { type DeployedApp, type GlobalTableSpec } from '../assembly/model.js';
import { didYouMean } from '../support/did-you-mean.js';
import { DrillError } from '../support/errors.js';

type Kind = 'Bucket' | 'Table';

interface Named {
  readonly path: string;
  readonly name: string;
}

/**
 * The bucket that a workload file names, in each region that has it: by physical name, by an id on its construct path,
 * or by a part of that path.
 *
 * @throws DrillError `BucketUnknown`, or `BucketAmbiguous` when a region has several.
 */
export function bucketsNamed(reference: string, deployed: DeployedApp): ReadonlyMap<string, string> {
  const found = matching(reference, deployed.buckets);
  if (found.length === 0) throw unknown('Bucket', reference, deployed.buckets);
  const byRegion = new Map<string, string>();
  for (const { region, name } of found) {
    if (byRegion.has(region)) throw ambiguous('Bucket', reference, found);
    byRegion.set(region, name);
  }
  return byRegion;
}

/**
 * The global table that a workload file names: by table name, by an id on its construct path, or by a part of it.
 *
 * @throws DrillError `TableUnknown` or `TableAmbiguous`.
 */
export function tableNamed(reference: string, deployed: DeployedApp): GlobalTableSpec {
  const tables = deployed.globalTables.map(table => ({ table, path: table.path, name: table.tableName }));
  const found = matching(reference, tables);
  if (found.length === 0) throw unknown('Table', reference, tables);
  if (found.length > 1) throw ambiguous('Table', reference, found);
  return found[0].table;
}

/** The most precise kind of match wins: a name, then a whole id, then a part. */
function matching<T extends Named>(reference: string, things: readonly T[]): T[] {
  const ways: ((thing: T) => boolean)[] = [
    thing => thing.name === reference || thing.path === reference,
    thing => thing.path.split('/').includes(reference),
    thing => thing.path.includes(reference),
  ];
  return ways.map(way => things.filter(way)).find(found => found.length > 0) ?? [];
}

function unknown(kind: Kind, reference: string, things: readonly Named[]): DrillError {
  const paths = things.map(thing => thing.path);
  const ids = [...new Set(paths.flatMap(path => path.split('/')))];
  const known = paths.length === 0 ? 'it has none' : `it has ${paths.join(', ')}`;
  const what = kind === 'Table' ? 'global table' : 'bucket';
  return new DrillError(
    `${kind}Unknown`,
    `the app has no ${what} "${reference}"; ${known}${didYouMean(reference, ids)}`,
  );
}

function ambiguous(kind: Kind, reference: string, found: readonly Named[]): DrillError {
  const paths = found.map(thing => thing.path).join(', ');
  return new DrillError(`${kind}Ambiguous`, `"${reference}" could be any of ${paths}; give more of the construct path`);
}
