import { Token } from 'aws-cdk-lib/core';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { type Problems } from '../private/errors';
import { didYouMean } from '../private/nearest';

const REGIONS = 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html';

/** Records a name that is no region of AWS. A token passes: only deployment knows it. */
export function checkKnownRegion(region: string, problems: Problems): void {
  if (Token.isUnresolved(region)) return;
  const known = RegionInfo.regions.map(info => info.name);
  if (!known.includes(region)) {
    problems.add(
      'RegionUnknown',
      `"${region}" is not a region of AWS${didYouMean(region, known) || `; see ${REGIONS}`}`,
    );
  }
}

/** Records regions that nothing replicates between. Tokens and unknown names are somebody else's problem. */
export function checkOnePartition(regions: readonly string[], problems: Problems): void {
  const partitions = regions
    .filter(region => !Token.isUnresolved(region))
    .map(region => RegionInfo.get(region).partition)
    .filter(partition => partition !== undefined);
  if (new Set(partitions).size > 1) {
    problems.add(
      'RegionOfOtherPartition',
      `regions ${regions.map(region => `"${region}"`).join(' and ')} are in different partitions (${[...new Set(partitions)].join(', ')}), ` +
        'and neither DNS failover nor replication crosses them; choose regions of one partition',
    );
  }
}
