import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { parseArguments, type CliOptions } from './options.js';
import { DEFAULTS, repeatDrill, runDrill } from '../run/drill.js';
import { consoleProgress, type Progress } from '../support/progress.js';
import { renderJson } from '../report/json.js';
import { type DrillReport } from '../measure/model.js';
import { compareRuns } from '../measure/repetitions.js';
import { renderRepetitions, repetitionsJson } from '../report/repetitions.js';
import { renderTerminal } from '../report/terminal.js';
import { type Stage } from '../stage/stage.js';
import { DrillError } from '../support/errors.js';

/** Exit statuses, for scripts and pipelines. */
const OBJECTIVES_HOLD = 0;
const OBJECTIVE_MISSED = 1;
const NO_RESULT = 2;

/** Ctrl-C reaches a terminal's whole group, and whoever started this command may pass it on once more. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs the command and resolves to its exit status. */
export async function main(args: readonly string[]): Promise<number> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort(new Error('interrupted'));
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await drill(parseArguments(args, process.cwd()), interruption.signal);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? OBJECTIVES_HOLD : NO_RESULT;
    process.stderr.write(
      `${error instanceof DrillError ? error.message : `[DrillFailed] ${(error as Error).stack}`}\n`,
    );
    return NO_RESULT;
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}

async function drill(options: CliOptions, signal: AbortSignal): Promise<number> {
  if (options.repeat > 1) return repeat(options, signal);
  const interactive = process.stdout.isTTY === true && !options.json;
  const progress = consoleProgress(interactive);
  const linger = options.keep
    ? (report: DrillReport, stage: Stage) => keepRunning(report, stage, options, signal)
    : undefined;
  let finished: DrillReport | undefined;
  try {
    const report = await runDrill({ ...options, progress, signal, linger });
    finished = report;
    if (!options.keep || report.incomplete !== null) print(report, options);
    return exitStatus(report);
  } finally {
    if (options.timing) printTimings(progress, finished);
  }
}

/** The worst of the runs decides. */
async function repeat(options: CliOptions, signal: AbortSignal): Promise<number> {
  const progress = consoleProgress(process.stdout.isTTY === true && !options.json);
  const { out = DEFAULTS.out, json } = options;
  const told = (report: DrillReport, directory: string): void => {
    if (!json) print(report, { ...options, out: directory });
  };
  const runs = await repeatDrill({ ...options, progress, signal }, options.repeat, told);
  const repetitions = compareRuns(runs);
  const file = repetitionsJson(repetitions);
  await writeFile(join(out, 'repetitions.json'), file);
  process.stdout.write(json ? file : renderRepetitions(repetitions));
  if (options.timing) printTimings(progress, runs.at(-1));
  const statuses = runs.map(exitStatus);
  return statuses.includes(OBJECTIVE_MISSED) ? OBJECTIVE_MISSED : Math.max(...statuses);
}

/** What the command ends with. */
export function exitStatus({ incomplete, verdict }: DrillReport): number {
  if (incomplete !== null || verdict.outcome === 'inconclusive') return NO_RESULT;
  return verdict.passed ? OBJECTIVES_HOLD : OBJECTIVE_MISSED;
}

function print(report: DrillReport, { json, out = DEFAULTS.out }: CliOptions): void {
  const files = [join(out, 'index.html'), join(out, 'report.json')];
  const colour = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
  process.stdout.write(json ? renderJson(report) : renderTerminal(report, { colour, files }));
  if (report.incomplete !== null) process.stderr.write(`${report.incomplete.message}\n`);
}

/** Leaves the cloud to the user until Ctrl-C. */
async function keepRunning(report: DrillReport, stage: Stage, options: CliOptions, signal: AbortSignal): Promise<void> {
  print(report, options);
  const { cloud, dns, zone } = stage;
  const [name = 'example.com'] = zone.names;
  const lines = [
    'The local cloud goes on until Ctrl-C:',
    `  AWS_ENDPOINT_URL=${cloud.endpoint} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws ... --region ${cloud.regions[0].name}`,
    `  dig @${dns.address} -p ${dns.port} ${name}`,
    ...cloud.regions.map(
      region => `  curl -H 'Host: ${name}' http://${region.address}:${cloud.edgePort}/   (${region.name})`,
    ),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  while (!signal.aborted && !cloud.failed.aborted) await wait(200);
}

function printTimings({ timings }: Progress, report: DrillReport | undefined): void {
  const line = (title: string, seconds: number): string => `${seconds.toFixed(1).padStart(7)} s  ${title}`;
  const lines = timings.map(({ title, seconds }) => line(title, seconds));
  const { rights = null, alarms = [], machine } = report ?? {};
  if (rights !== null && rights.judged > 0) {
    const each = (rights.millis / rights.judged).toFixed(2);
    lines.push(line(`of it to judge ${rights.judged} calls, ${each} ms each`, rights.millis / 1000));
  }
  if (machine !== undefined && alarms.length > 0) {
    lines.push(line(`of a processor to evaluate ${alarms.length} alarms`, machine.alarmMillis / 1000));
  }
  process.stderr.write(`Where the time went:\n${lines.join('\n')}\n`);
}
