import { answers, describeFault, NO_FAULT } from '../faults/registry.js';
import { counted, number, seconds, span } from '../support/format.js';
import { type DrillReport } from '../measure/model.js';
import { STAYED_UP } from '../measure/verdict.js';

/** One line of the table that every form of the report begins with. */
export interface FigureRow {
  readonly name: string;
  readonly objective: string;
  readonly bound: string;
  readonly measured: string;
  /** Whether objective and bound hold; undefined where there is nothing to compare. */
  readonly held: boolean | undefined;
}

/** Detection, recovery time and data loss: what was wished, what can be, what was. */
export function figureRows({ objectives, bound, measured, fault }: DrillReport): FigureRow[] {
  if (fault.kind === NO_FAULT) return [];
  const held = (value: number | null, limits: (number | null)[]) => {
    const given = limits.filter(limit => limit !== null);
    return given.length === 0 || value === null ? undefined : given.every(limit => value <= limit);
  };
  // The bound of a region that goes on answering counts from when it noticed.
  const said = answers(fault.kind) ? (measured.noticedSeconds ?? 0) : 0;
  const noticed = said === Infinity ? 0 : said;
  const from = (limit: number | null) => limit && limit + noticed;
  return [
    {
      name: 'Detection',
      objective: seconds(null),
      bound: seconds(bound.detectionSeconds),
      measured: seconds(measured.detectionSeconds),
      held: held(measured.detectionSeconds, [from(bound.detectionSeconds)]),
    },
    {
      name: 'Recovery time (RTO)',
      objective: seconds(objectives.rtoSeconds),
      bound: seconds(bound.rtoSeconds),
      measured: seconds(measured.rtoSeconds),
      held: held(measured.rtoSeconds, [objectives.rtoSeconds, from(bound.rtoSeconds)]),
    },
    ...failbackRow(measured.failbackSeconds, bound.failbackSeconds ?? null),
    ...(measured.next === undefined
      ? []
      : [
          {
            name: `RTO, ${measured.next.region} lost too`,
            objective: seconds(objectives.rtoSeconds),
            bound: seconds(bound.rtoSeconds),
            measured: seconds(measured.next.rtoSeconds),
            held: held(measured.next.rtoSeconds, [objectives.rtoSeconds, bound.rtoSeconds]),
          },
        ]),
    {
      name: 'Data loss (RPO)',
      objective: seconds(objectives.rpoSeconds),
      bound: seconds(null),
      measured: rpoText(measured),
      held: held(measured.rpoSeconds, [objectives.rpoSeconds]),
    },
    {
      name: 'Somebody told',
      objective: seconds(objectives.notifySeconds),
      bound: seconds(null),
      measured: seconds(measured.notifiedSeconds),
      // That nobody is told is bad whatever was declared.
      held: measured.notifiedSeconds === Infinity ? false : held(measured.notifiedSeconds, [objectives.notifySeconds]),
    },
  ];
}

/** Left out where no answer had left the region, where it never returned, and where nothing was computed. */
function failbackRow(measured: number | null, bound: number | null): FigureRow[] {
  if (measured === null || bound === null) return [];
  return [
    {
      name: 'Way back',
      objective: seconds(null),
      bound: seconds(bound),
      measured: seconds(measured),
      held: measured <= bound,
    },
  ];
}

function rpoText({ rpoSeconds, rpoBasis }: DrillReport['measured']): string {
  const text = seconds(rpoSeconds, 'unbounded');
  return rpoSeconds === null || rpoBasis === 'measured' ? text : `${text}, modelled`;
}

/** A counted figure with its word; `bad` where it should have been zero. */
export interface CountPart {
  readonly value: string;
  readonly label: string;
  readonly bad: boolean;
}

/** Requests, writes and events; what was not exercised is left out. */
export function countLines({ measured, fault, objectives }: DrillReport): { name: string; parts: CountPart[] }[] {
  const { requests, writes, events } = measured;
  const faulted = fault.kind !== NO_FAULT;
  const lines = [
    {
      name: 'Requests',
      parts: [
        part(requests.sent, 'sent'),
        part(requests.succeeded, 'succeeded'),
        { ...part(requests.failed, 'failed'), bad: !faulted && requests.failed > 0 },
      ],
    },
  ];
  if (measured.recovery !== null) lines.push({ name: 'Clients', parts: recoveryParts(measured.recovery) });
  if (writes !== null) {
    // What the objective allows to be missing is no failure.
    const allowed = measured.rpoSeconds !== null && measured.rpoSeconds <= (objectives.rpoSeconds ?? 0);
    const missing = faulted
      ? [{ ...part(writes.missing, 'missing meanwhile'), bad: !allowed && writes.missing > 0 }]
      : [];
    const ends = [unwanted(writes.lost, 'lost'), unwanted(writes.duplicated, 'duplicated')];
    lines.push({ name: 'Writes', parts: [part(writes.acknowledged, 'acknowledged'), ...missing, ...ends] });
    if (writes.rewrites) lines.push({ name: 'Rewrites', parts: rewriteParts(writes.rewrites) });
  }
  if (events !== null) {
    const stranded = faulted ? [part(events.stranded, 'stranded, then processed')] : [];
    const ends = [part(events.deadLettered, 'dead-lettered'), ...stranded, unwanted(events.lost, 'lost')];
    lines.push({
      name: 'Events',
      parts: [
        part(events.sent, 'sent'),
        part(events.accepted, 'accepted'),
        part(events.processed, 'processed'),
        ...ends,
      ],
    });
  }
  return lines;
}

function rewriteParts(rewrites: NonNullable<NonNullable<DrillReport['measured']['writes']>['rewrites']>): CountPart[] {
  const { sent, refused, overwritten } = rewrites;
  return [part(sent, 'sent'), part(refused, 'refused'), unwanted(overwritten, 'acknowledged writes overwritten')];
}

function recoveryParts({ clients, ...times }: NonNullable<DrillReport['measured']['recovery']>): CountPart[] {
  const words = [
    [times.p50Seconds, 'half of them'],
    [times.p95Seconds, '95 %'],
    [times.slowestSeconds, 'the slowest'],
  ] as const;
  return [
    part(clients, 'without service for'),
    ...words.map(([value, label]) => ({ value: seconds(value), label, bad: value === Infinity })),
  ];
}

function part(value: number, label: string): CountPart {
  return { value: number(value), label, bad: false };
}

function unwanted(value: number, label: string): CountPart {
  return { ...part(value, label), bad: value > 0 };
}

/** What happened in one sentence. */
export function headline(report: DrillReport): string {
  const { fault, measured } = report;
  if (report.incomplete !== null) return 'The drill ended early';
  if (fault.kind === NO_FAULT || fault.region === null) {
    const { failed } = measured.requests;
    return failed === 0 ? 'Without a fault, nothing failed' : `Without a fault, ${counted(failed, 'request')} failed`;
  }
  if (fault.experiment) {
    const { path, stoppedBy } = fault.experiment;
    return stoppedBy
      ? `${path} was stopped by ${stoppedBy.alarm}`
      : `${path} ran to its end, and no stop condition was met`;
  }
  const what = answers(fault.kind)
    ? `${fault.region} ${describeFault(fault.kind)!.meanwhile}`
    : `${fault.region} was taken away`;
  if (measured.rtoSeconds === null) return `${what}, and no client depended on it`;
  if (measured.rtoSeconds === Infinity) return `${what}, and service did not come back`;
  const failedLater = report.verdict.checks.some(({ name, passed }) => name === STAYED_UP && !passed);
  const later = failedLater ? ', and failed again after that' : '';
  if (measured.requests.failed === 0) return `${what}, and no client noticed`;
  if (measured.dnsSwitchSeconds === null || measured.dnsSwitchSeconds === Infinity) {
    return `${what}, and its clients failed for ${span(measured.rtoSeconds)}${later}`;
  }
  return `${successors(report)} took over from ${fault.region} in ${span(measured.rtoSeconds)}${later}`;
}

/** The regions that answered while the other was away; where none did, those that were there. */
function successors({ timeline, fault, regions }: DrillReport): string {
  const { startedAt, endedAt } = fault;
  const during = timeline.requests.filter(({ at }) => at >= (startedAt ?? 0) && at < (endedAt ?? Infinity));
  const answered = new Set(during.filter(({ succeeded }) => succeeded > 0).map(({ region }) => region));
  const others = regions.filter(region => region !== fault.region);
  const found = others.filter(region => answered.has(region));
  return (found.length > 0 ? found : others).join(' and ');
}

/** What a reader would otherwise take the figures for. */
export function caveats(report: DrillReport): string[] {
  return [...unexercisedRoutes(report), ...refusedUploads(report)];
}

function unexercisedRoutes({ workload }: DrillReport): string[] {
  if (workload.callsAppRoutes) return [];
  return [
    `no route of the app was called but its health checks', so that nothing is said about them (called: ${workload.calls.join(', ')}); ` +
      'give --workload a file with "reads" and "writes"',
  ];
}

function refusedUploads({ measured, fault }: DrillReport): string[] {
  const refused = measured.events === null ? 0 : measured.events.sent - measured.events.accepted;
  if (fault.kind === NO_FAULT || refused === 0) return [];
  return [
    `uploads do not follow DNS: ${counted(refused, 'upload')} of ${measured.events!.sent} found no bucket that answered, and ` +
      'the recovery time is that of requests only; let the API hand out the target, or use a Multi-Region Access Point',
  ];
}

/** What the drill did about the speed of the machine; nothing where it kept up at the speed that was asked for. */
export function machineNotes({ machine, time, verdict }: DrillReport): string[] {
  const { speedAsked, strained, speeds } = machine;
  const lowest = Math.min(...speeds.map(({ speed }) => speed));
  const lowered = lowest < speedAsked ? [`the drill lowered its speed from ${speedAsked} to ${lowest}`] : [];
  const [worst] = strained;
  const kept =
    worst === undefined ? [] : [`the machine did not keep up from ${Math.round(worst.from)} s on: ${worst.why}`];
  const advice =
    verdict.outcome === 'inconclusive'
      ? [
          `nothing is said about the app; run again with --speed ${Math.max(1, Math.floor(time.speed / 2))}, or when the machine has less to do`,
        ]
      : [];
  return [...lowered, ...kept, ...advice];
}

/** The verdict in a few words. */
export function badge({ verdict, incomplete, objectives }: DrillReport): string {
  if (incomplete !== null) return 'Not finished';
  if (verdict.outcome === 'inconclusive') return 'Inconclusive: this machine was too slow';
  const declared = objectives.rtoSeconds !== null || objectives.rpoSeconds !== null;
  if (verdict.passed) return declared ? 'Every objective holds' : 'Every check holds, no objective declared';
  return `${counted(verdict.checks.filter(check => !check.passed).length, 'check')} missed`;
}

/** What the lists of resources mean. */
export const RESOURCE_LISTS = [
  { name: 'emulated', meaning: 'ran in the local cloud' },
  { name: 'simulated', meaning: 'behaviour simulated from the template' },
  { name: 'stored', meaning: 'kept as written, and used by nothing: no figure says anything about them' },
  { name: 'placeholder', meaning: 'not exercised: no figure says anything about them' },
] as const;
