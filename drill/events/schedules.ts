import { DescribeRuleCommand, ListTargetsByRuleCommand, type Target } from '@aws-sdk/client-eventbridge';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { type DeployedApp } from '../assembly/model.js';
import { RegionalClients, within } from '../cloud/regional-clients.js';
import { sleepUnlessAborted, type Clock } from '../support/clock.js';
import { type Cloud } from '../cloud/cloud.js';

export type Schedule = DeployedApp['schedules'][number];

/** How firing one rule went. */
export interface Firing {
  /** Simulated seconds. */
  readonly at: number;
  readonly region: string;
  readonly ruleName: string;
  /** Undefined when every target succeeded. */
  readonly problem?: string;
}

export interface ScheduleOptions {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly schedules: readonly Schedule[];
}

/** Real time that a rule's targets may take: a region may be frozen. */
const PATIENCE_MILLIS = 15_000;

/**
 * Fires rules with a `rate(...)` schedule in simulated time, by calling their function targets as EventBridge would. A
 * region that does not answer misses the tick, as it would on AWS.
 */
export class Schedules {
  /** Every firing so far. */
  readonly firings: Firing[] = [];

  private readonly clients: RegionalClients;
  private readonly stopping = new AbortController();
  private running: Promise<void>[] = [];

  constructor(private readonly options: ScheduleOptions) {
    this.clients = new RegionalClients(options.cloud);
  }

  /** Fires every rule once; resolves, when all their targets have ended, to how it went. */
  fireOnce(): Promise<Firing[]> {
    return Promise.all(this.options.schedules.map(schedule => this.fire(schedule)));
  }

  /** Fires every rule again and again, the first time after one full interval. */
  start(): void {
    this.running = this.options.schedules.map(schedule => this.repeat(schedule));
  }

  /** Ends what is under way; resolves when nothing is left. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
    this.clients.destroy();
  }

  private async repeat(schedule: Schedule): Promise<void> {
    const { signal } = this.stopping;
    while (await sleepUnlessAborted(this.options.clock, schedule.everySeconds, signal)) await this.fire(schedule);
  }

  private async fire(schedule: Schedule): Promise<Firing> {
    const { region, ruleName } = schedule;
    const at = this.options.clock.now();
    const problem = await this.callTargets(schedule).catch((error: Error) => error.message);
    const firing = { at, region, ruleName, problem };
    this.firings.push(firing);
    return firing;
  }

  /** Resolves to what went wrong. */
  private async callTargets({ region, ruleName }: Schedule): Promise<string | undefined> {
    const events = this.clients.events(region);
    const rule = await events.send(new DescribeRuleCommand({ Name: ruleName }), this.limit());
    if (rule.State === 'DISABLED') return undefined;
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: ruleName }), this.limit());
    const outcomes = await Promise.all(Targets.map(target => this.call(region, target, rule.Arn ?? ruleName)));
    return outcomes.find(outcome => outcome !== undefined);
  }

  private async call(region: string, target: Target, ruleArn: string): Promise<string | undefined> {
    if (!target.Arn?.includes(':function:')) return `target ${target.Arn} is no function, and was not called`;
    const Payload = Buffer.from(target.Input ?? JSON.stringify(this.tick(region, ruleArn)));
    const command = new InvokeCommand({ FunctionName: target.Arn, InvocationType: 'RequestResponse', Payload });
    const result = await this.clients.lambda(region).send(command, this.limit());
    if (result.FunctionError === undefined) return undefined;
    return `${target.Arn} failed: ${Buffer.from(result.Payload ?? []).toString()}`;
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-scheduled.html */
  private tick(region: string, ruleArn: string): object {
    return {
      version: '0',
      id: crypto.randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: this.options.cloud.account,
      time: new Date().toISOString(),
      region,
      resources: [ruleArn],
      detail: {},
    };
  }

  private limit(): { abortSignal: AbortSignal } {
    return within(PATIENCE_MILLIS, this.stopping.signal);
  }
}
