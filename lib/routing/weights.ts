import { isWholeWithin } from '../limits/range';
import { RECORD } from '../limits/route53';
import { type Problems } from '../private/errors';
import { type Regions } from '../regions';

/** Weights by region. */
export type Weights = Readonly<Record<string, number>>;

/** Weight of each region where nobody gave one. */
export const EQUAL_WEIGHT = 100;

/** Records what Route 53 refuses, or takes for the opposite of what it looks like. */
export function checkWeights(weights: Weights, problems: Problems): void {
  for (const [region, weight] of Object.entries(weights)) {
    if (!isWholeWithin(weight, RECORD.weight)) {
      problems.add(
        'WeightOutOfRange',
        `the weight of "${region}" is ${JSON.stringify(weight)}; Route 53 takes a whole number from ${RECORD.weight.least} to ${RECORD.weight.most}`,
      );
    }
  }
  if (Object.values(weights).every(weight => weight === 0)) {
    problems.add(
      'WeightOutOfRange',
      'no region has a weight above 0, and Route 53 then answers with each of them as often; give weights, or leave them out for equal shares',
    );
  }
}

/** Records where the weights and the parts of the regions say different things. */
export function checkWeightsOf(regions: Regions, weights: Weights, problems: Problems): void {
  for (const region of Object.keys(weights).filter(each => !regions.all.includes(each))) {
    problems.add(
      'WeightRegionUnknown',
      `"${region}" has a weight and is none of the regions ${regions.all.map(each => `"${each}"`).join(', ')}; give the weights of those`,
    );
  }
  for (const region of regions.all) {
    const weight = weights[region];
    if (weight === undefined) {
      problems.add('WeightMissing', `"${region}" has no weight, so no client would reach it; give it one`);
    } else if (weight === 0 && regions.expectsTraffic(region)) {
      problems.add(
        'WeightConflict',
        `the weight of "${region}" is 0: nobody is led there while another region is healthy, and it is said to be active; ` +
          `say that it stands by, with Regions.activePassive(…), or give it a weight above 0`,
      );
    } else if (weight > 0 && !regions.expectsTraffic(region)) {
      problems.add(
        'WeightConflict',
        `the weight of "${region}" is ${weight}, and it is said to stand by; give it 0, or say that it is active, with Regions.activeActive(…)`,
      );
    }
  }
}
