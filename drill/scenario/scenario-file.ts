import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { didYouMean } from '../support/did-you-mean.js';
import { DrillError } from '../support/errors.js';

/** A fault at a time of a scenario. Times are simulated seconds from the end of the undisturbed load. */
interface ScenarioStep {
  readonly at: number;
  readonly fault: string;
  readonly region: string;
  /** How long it lasts; undefined for a fault without a way back. */
  readonly for?: number;
  readonly service?: string;
  readonly share?: number;
}

/** What has to hold beside the app's objectives. */
export interface Expectations {
  /** The longest that clients may be without service after any step. */
  readonly rtoSeconds?: number;
  /** Acknowledged writes and accepted events that may be lost. */
  readonly lost?: number;
  /** How often DNS leads away from the primary. */
  readonly failovers?: number;
}

export interface Scenario {
  readonly name: string;
  readonly steps: readonly ScenarioStep[];
  readonly expect: Expectations;
}

/** What a scenario may name. */
export interface Known {
  readonly regions: readonly string[];
  readonly faults: readonly string[];
  readonly services: readonly string[];
  isOfService(fault: string): boolean;
  hasWayBack(fault: string): boolean;
}

const STEP_MEMBERS = ['at', 'fault', 'region', 'for', 'service', 'share'];
const EXPECT_MEMBERS = ['rto', 'lost', 'failovers'];
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

type Path = readonly (string | number)[];
type Values = Readonly<Record<string, unknown>>;

/**
 * Reads a scenario, and says all that is wrong with it at once.
 *
 * @throws DrillError `ScenarioUnreadable`, or `ScenarioInvalid` with line, path and the word that was probably meant
 */
export function readScenario(file: string, known: Known): Scenario {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new DrillError('ScenarioUnreadable', `the scenario "${file}" cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
  return new Reader(file, text, known).read();
}

/** Checks values, and collects what is wrong with them, each with its line. */
class Reader {
  private readonly lines = new LineCounter();
  private readonly document: Document;
  private readonly problems: { readonly line: number; readonly text: string }[] = [];

  constructor(
    private readonly file: string,
    text: string,
    private readonly known: Known,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
    for (const { message, pos } of this.document.errors) {
      this.problems.push({ line: this.lines.linePos(pos[0]).line, text: message });
    }
  }

  read(): Scenario {
    this.throwIfAny();
    const content = this.object([], ['name', 'steps', 'expect']);
    const name = content.name ?? basename(this.file).replace(/\.[^.]*$/, '');
    if (typeof name !== 'string') this.wrong(['name'], 'must be a text');
    const steps = Array.isArray(content.steps) ? content.steps.map((_, i) => this.step(['steps', i])) : [];
    if (steps.length === 0) this.wrong(['steps'], 'must be a list of at least one step');
    const expect = content.expect === undefined ? {} : this.expectations();
    this.throwIfAny();
    const sorted = [...steps].sort((a, b) => a.at - b.at);
    this.readOverlaps(steps);
    this.throwIfAny();
    return { name: name as string, steps: sorted, expect };
  }

  private step(path: Path): ScenarioStep {
    const given = this.object(path, STEP_MEMBERS);
    const { faults, regions, services } = this.known;
    const fault = this.oneOf([...path, 'fault'], given.fault, faults);
    const step = {
      at: this.time([...path, 'at'], given.at) ?? 0,
      fault,
      region: this.oneOf([...path, 'region'], given.region ?? regions[0], regions),
      for: given.for === undefined ? undefined : this.time([...path, 'for'], given.for),
      ...(given.share === undefined ? {} : { share: this.number([...path, 'share'], given.share, 1) }),
    };
    if (!faults.includes(fault)) return step;
    this.readEnd(path, fault, given.for);
    return { ...step, ...this.service(path, fault, given.service, services) };
  }

  private readEnd(path: Path, fault: string, given: unknown): void {
    const returns = this.known.hasWayBack(fault);
    if (returns && given === undefined) this.wrong([...path, 'for'], `is missing: how long ${fault} lasts`);
    if (!returns && given !== undefined) this.wrong([...path, 'for'], `is given, and ${fault} has no way back`);
  }

  private service(
    path: Path,
    fault: string,
    given: unknown,
    services: readonly string[],
  ): Pick<ScenarioStep, 'service'> {
    const at = [...path, 'service'];
    if (!this.known.isOfService(fault)) {
      if (given !== undefined) this.wrong(at, `is given, and ${fault} is a fault of a whole region`);
      return {};
    }
    const [name, ...operation] = String(given ?? '').split(':');
    this.oneOf(at, given === undefined ? undefined : name, services);
    return { service: [name, ...operation].join(':') };
  }

  private expectations(): Expectations {
    const { rto, lost, failovers } = this.object(['expect'], EXPECT_MEMBERS);
    return {
      ...(rto === undefined ? {} : { rtoSeconds: this.time(['expect', 'rto'], rto) }),
      ...(lost === undefined ? {} : { lost: this.number(['expect', 'lost'], lost) }),
      ...(failovers === undefined ? {} : { failovers: this.number(['expect', 'failovers'], failovers) }),
    };
  }

  /** What ends a fault ends all of its region. */
  private readOverlaps(steps: readonly ScenarioStep[]): void {
    for (const [i, step] of steps.entries()) {
      const other = steps.findIndex(
        ({ at, for: lasts = Infinity, region }, k) =>
          k !== i && region === step.region && (at < step.at || (at === step.at && k < i)) && step.at < at + lasts,
      );
      if (other >= 0) this.wrong(['steps', i, 'at'], `is within steps[${other}], which is in ${step.region} too`);
    }
  }

  private object(path: Path, members: readonly string[]): Values {
    const value: unknown =
      path.length === 0 ? this.document.toJS() : (this.document.getIn(path, true) as Node)?.toJS(this.document);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.wrong(path, `must have some of ${members.join(', ')}`);
      return {};
    }
    for (const key of Object.keys(value).filter(each => !members.includes(each))) {
      this.wrong([...path, key], `is unknown; choose one of ${members.join(', ')}${didYouMean(key, members)}`);
    }
    return value as Values;
  }

  private oneOf(path: Path, value: unknown, allowed: readonly string[]): string {
    if (allowed.includes(value as string)) return value as string;
    const is = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
    const meant = typeof value === 'string' ? didYouMean(value, allowed) : '';
    this.wrong(path, `${is}; it must be one of ${allowed.join(', ')}${meant}`);
    return '';
  }

  private number(path: Path, value: unknown, most = Infinity): number | undefined {
    if (typeof value === 'number' && value >= 0 && value <= most) return value;
    this.wrong(
      path,
      `must be a number from 0${most === Infinity ? '' : ` to ${most}`}, and is ${JSON.stringify(value)}`,
    );
    return undefined;
  }

  /** A number of seconds, or a text such as `90s`, `3m` and `2h`. */
  private time(path: Path, value: unknown): number | undefined {
    if (typeof value === 'number' && value >= 0) return value;
    const [, count, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(typeof value === 'string' ? value : '') ?? [];
    if (count !== undefined) return Number(count) * UNITS[unit];
    const is = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
    this.wrong(path, `${is}; it must be a time such as 90s, 3m or 2h`);
    return undefined;
  }

  /** At the line of what the path names, or of the nearest that is there. */
  private wrong(path: Path, text: string): void {
    let at = [...path];
    while (at.length > 0 && !this.document.hasIn(at)) at = at.slice(0, -1);
    const node = (at.length === 0 ? this.document.contents : this.document.getIn(at, true)) as Node;
    const line = node?.range ? this.lines.linePos(node.range[0]).line : 1;
    const where = path.map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
    this.problems.push({ line, text: `${where.replace(/^\./, '') || 'the scenario'} ${text}` });
  }

  private throwIfAny(): void {
    if (this.problems.length === 0) return;
    const lines = this.problems.map(({ line, text }) => `  - ${this.file}:${line}: ${text}`);
    throw new DrillError('ScenarioInvalid', `"${this.file}" is no scenario:\n${lines.join('\n')}`);
  }
}

/** As much of a node as is needed. */
type Node = { readonly range?: readonly number[] | null; toJS(document: Document): unknown } | undefined;
