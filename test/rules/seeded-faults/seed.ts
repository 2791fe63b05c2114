import { type StackInput, type TemplateResource } from '../../../lib/assembly/template';
import { att, dotted } from '../support/intrinsics';
import { resource, type Resources } from '../support/templates';

/** A good app with one mistake in it. */
export interface SeededFault {
  readonly name: string;
  /** Id, without `resilience-`, of the rule that should find it. */
  readonly rule: string;
  readonly build: () => StackInput[];
}

/** A good app that can be spoilt: paths are `LogicalId.Property.Path`, `LogicalId@Attribute` for what stands beside Properties. */
export class Editable {
  constructor(readonly stacks: StackInput[]) {}

  /** Resources of the n-th stack. */
  of(stack = 0): Resources {
    return this.stacks[stack].template.Resources as Resources;
  }

  set(path: string, value: unknown, stack = 0): void {
    const [id, attribute] = path.split('@');
    if (attribute !== undefined) {
      this.owned(id, stack)[attribute] = value;
      return;
    }
    const [logicalId, ...steps] = path.split('.');
    const last = steps.pop()!;
    let owner = this.owned(logicalId, stack).Properties as Record<string, unknown>;
    for (const step of steps) owner = (owner[step] ??= {}) as Record<string, unknown>;
    if (value === undefined) delete owner[last];
    else owner[last] = value;
  }

  /** Sets a property in every stack. */
  everywhere(path: string, value: unknown): void {
    for (const index of this.stacks.keys()) this.set(path, value, index);
  }

  /** Sets a property in some stacks. */
  everywhereOf(stacks: readonly number[], path: string, value: unknown): void {
    for (const index of stacks) this.set(path, value, index);
  }

  drop(logicalId: string, stack = 0): void {
    this.owned(logicalId, stack);
    delete this.of(stack)[logicalId];
  }

  add(logicalId: string, type: string, properties: Record<string, unknown>, stack = 0): void {
    this.of(stack)[logicalId] = resource(type, properties);
  }

  private owned(logicalId: string, stack: number): Record<string, unknown> {
    const found = this.of(stack)[logicalId] as TemplateResource | undefined;
    if (!found) throw new Error(`there is no ${logicalId} to spoil`);
    return found as unknown as Record<string, unknown>;
  }
}

/** Mistakes in one good app: the rule that should find each, and how it is made. */
export type Seeds = Readonly<Record<string, readonly [rule: string, spoil: (app: Editable) => void]>>;

/** The faults that seeds make of an app. */
export function faultsIn(good: () => StackInput[], seeds: Seeds): SeededFault[] {
  return Object.entries(seeds).map(([name, [rule, spoil]]) => ({
    name,
    rule,
    build: () => {
      const stacks = JSON.parse(JSON.stringify(good())) as StackInput[];
      spoil(new Editable(stacks));
      return stacks;
    },
  }));
}

/** Alarms, written differently each, that watch a dead-letter queue. */
export const watchedDeadLetters = (logicalId: string, topic: unknown): Resources => ({
  [logicalId]: resource('AWS::SQS::Queue', { MessageRetentionPeriod: '1209600' }),
  [`${logicalId}Depth`]: resource('AWS::CloudWatch::Alarm', {
    Metrics: [
      {
        Id: 'depth',
        ReturnData: 'true',
        MetricStat: {
          Stat: 'Maximum',
          Period: '60',
          Metric: {
            Namespace: 'AWS/SQS',
            MetricName: 'ApproximateNumberOfMessagesVisible',
            Dimensions: [{ Name: 'QueueName', Value: dotted(`${logicalId}.QueueName`) }],
          },
        },
      },
    ],
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: '0',
    EvaluationPeriods: '1',
    TreatMissingData: 'notBreaching',
    AlarmActions: [topic],
  }),
  [`${logicalId}Age`]: resource('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateAgeOfOldestMessage',
    Statistic: 'Maximum',
    Period: 300,
    Dimensions: [{ Name: 'QueueName', Value: att(logicalId, 'QueueName') }],
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 3600,
    EvaluationPeriods: 1,
    TreatMissingData: 'notBreaching',
    AlarmActions: [topic],
  }),
});
