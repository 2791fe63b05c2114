import { counted, seconds } from '../support/format.js';
import { type DrillReport, type Verdict } from './model.js';

type Check = Verdict['checks'][number];

/** What a scenario expects, held against what came. */
export function expectationChecks({
  scenario,
  measured,
  timeline,
  primaryRegion,
}: Omit<DrillReport, 'verdict'>): Check[] {
  if (scenario === undefined) return [];
  const { expect, steps } = scenario;
  const { writes, events } = measured;
  return [
    ...limit(expect.rtoSeconds, slowest(steps), 'the scenario expects a recovery in time', seconds),
    ...limit(expect.lost, (writes?.lost ?? 0) + (events?.lost ?? 0), 'the scenario expects no more lost', counts),
    ...exactly(expect.failovers, failoversOf(timeline.dns, primaryRegion)),
  ];
}

/** Changes of the most restless name that lead away from a region. */
export function failoversOf(dns: DrillReport['timeline']['dns'], region: string): number {
  const names = [...new Set(dns.map(({ name }) => name))];
  const counts = names.map(name => {
    const answers = dns.filter(change => change.name === name).map(({ regions }) => regions.includes(region));
    return answers.filter((leads, i) => i > 0 && !leads && answers[i - 1]).length;
  });
  return Math.max(0, ...counts);
}

function slowest(steps: NonNullable<DrillReport['scenario']>['steps']): number {
  return Math.max(0, ...steps.map(({ rtoSeconds }) => rtoSeconds ?? 0));
}

function limit(most: number | undefined, found: number, name: string, words: (value: number) => string): Check[] {
  if (most === undefined) return [];
  return [{ name, passed: found <= most, detail: `found ${words(found)}, expected ${words(most)} at most` }];
}

function exactly(expected: number | undefined, found: number): Check[] {
  if (expected === undefined) return [];
  const detail = `${counted(found, 'failover')}, expected ${expected}`;
  return [{ name: 'the scenario expects so many failovers', passed: found === expected, detail }];
}

function counts(value: number): string {
  return String(value);
}
