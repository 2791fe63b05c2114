import { describeFault } from '../faults/registry.js';
import { ringsOf, type AlarmReport } from '../measure/alarms.js';
import { type DrillReport } from '../measure/model.js';

/** What a stretch of a lane says; each has a colour of its own. */
export type Tone = 'primary' | 'survivor' | 'healthy' | 'unhealthy' | 'fault' | 'none';

export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly tone: Tone;
}

export interface Lane {
  readonly label: string;
  readonly segments: Segment[];
}

/** Alarms that have a lane of their own; a page with more would be one of alarms. */
const ALARM_LANES = 6;

/** First and last simulated second that the timeline shows. */
export function timeRange({ timeline, fault, time }: DrillReport): { from: number; to: number } {
  const moments = [
    ...timeline.requests.flatMap(({ at }) => [at, at + 1]),
    ...[...timeline.health, ...timeline.dns, ...timeline.phases].map(({ at }) => at),
    ...[fault.startedAt, fault.endedAt].filter(at => at !== null),
  ];
  if (moments.length === 0) return { from: 0, to: Math.max(1, time.simulatedSeconds) };
  const from = Math.floor(timeline.requests[0]?.at ?? Math.min(...moments));
  return { from, to: Math.max(from + 1, Math.ceil(Math.max(...moments))) };
}

/** Every lane below the requests: the fault's window, each health check, each name's DNS answer, each alarm that rang. */
export function lanesOf(report: DrillReport): Lane[] {
  const range = timeRange(report);
  return [
    ...faultLane(report, range.to),
    ...healthLanes(report, range),
    ...dnsLanes(report, range),
    ...alarmLanes(report, range),
  ];
}

/** The one that told somebody of the fault first, then in the order in which they rang. */
function alarmLanes({ alarms, measured }: DrillReport, range: { from: number; to: number }): Lane[] {
  const told = measured.notice?.alarm;
  const rang = alarms.filter(alarm => ringsOf([alarm]).some(({ at }) => at < range.to));
  const sorted = [...rang].sort((a, b) => Number(b.path === told) - Number(a.path === told));
  return sorted.slice(0, ALARM_LANES).map(alarm => ({
    label: `Alarm: ${alarm.path}`,
    segments: alarmSegments(alarm, range),
  }));
}

function alarmSegments({ transitions }: AlarmReport, range: { from: number; to: number }): Segment[] {
  return segments(
    transitions.filter(({ at }) => at < range.to).map(({ at, to, told }) => ({ at, state: { to, told } })),
    { to: 'OK', told: [] },
    range,
    ({ to, told }) => {
      if (to !== 'ALARM') return { text: to === 'OK' ? 'ok' : 'no data', tone: to === 'OK' ? 'healthy' : 'none' };
      return { text: told.length > 0 ? 'told' : 'nobody told', tone: 'unhealthy' };
    },
  );
}

function faultLane({ fault, scenario }: DrillReport, end: number): Lane[] {
  if (scenario !== undefined) {
    return groups(scenario.steps, step => step.region).map(([region, steps]) => stepLane(region, steps, end));
  }
  const description = describeFault(fault.kind);
  if (description === null || fault.startedAt === null) return [];
  return [
    {
      label: `Fault: ${fault.region}`,
      segments: [{ from: fault.startedAt, to: fault.endedAt ?? end, text: description.meanwhile, tone: 'fault' }],
    },
  ];
}

/** Every fault of a region, one after the other. */
function stepLane(region: string, steps: NonNullable<DrillReport['scenario']>['steps'], end: number): Lane {
  const segmentsOf = steps.map(({ fault, service, startedAt, endedAt }) => ({
    from: startedAt,
    to: endedAt ?? end,
    text: service === undefined ? describeFault(fault)!.meanwhile : `${service}: ${describeFault(fault)!.short}`,
    tone: 'fault' as const,
  }));
  return { label: `Fault: ${region}`, segments: segmentsOf };
}

function healthLanes({ timeline }: DrillReport, range: { from: number; to: number }): Lane[] {
  return groups(timeline.health, change => change.check).map(([check, changes]) => ({
    label: `Health: ${laneName(check, changes[0].region, timeline.health)}`,
    segments: segments(
      changes.map(({ at, healthy }) => ({ at, state: healthy })),
      // Before its first change a check was the opposite.
      !changes[0].healthy,
      range,
      healthy => ({ text: healthy ? 'healthy' : 'unhealthy', tone: healthy ? 'healthy' : 'unhealthy' }),
    ),
  }));
}

/** The region, unless several checks look at it. */
function laneName(check: string, region: string | null, changes: DrillReport['timeline']['health']): string {
  const checksThere = new Set(changes.filter(change => change.region === region).map(change => change.check));
  return region !== null && checksThere.size === 1 ? region : check;
}

function dnsLanes({ timeline, primaryRegion }: DrillReport, range: { from: number; to: number }): Lane[] {
  return groups(timeline.dns, change => change.name).map(([name, changes]) => ({
    label: `DNS: ${name}`,
    segments: segments(
      changes.map(({ at, regions }) => ({ at, state: regions })),
      changes[0].regions,
      range,
      regions => ({ text: regions.join(', ') || 'no answer', tone: toneOf(regions[0] ?? null, primaryRegion) }),
    ),
  }));
}

/** Colour of a region: the primary's or the survivor's. */
export function toneOf(region: string | null, primaryRegion: string): Tone {
  if (region === null) return 'none';
  return region === primaryRegion ? 'primary' : 'survivor';
}

function segments<T>(
  changes: readonly { at: number; state: T }[],
  before: T,
  range: { from: number; to: number },
  show: (state: T) => { text: string; tone: Tone },
): Segment[] {
  const starts = [{ at: range.from, state: before }, ...changes];
  return starts
    .map(({ at, state }, i) => ({ from: Math.max(at, range.from), to: starts[i + 1]?.at ?? range.to, ...show(state) }))
    .filter(({ from, to }) => to > from);
}

function groups<T>(items: readonly T[], key: (item: T) => string): [string, T[]][] {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(key(item), [...(found.get(key(item)) ?? []), item]);
  return [...found];
}
