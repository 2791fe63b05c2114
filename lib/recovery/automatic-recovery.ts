import { type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { type IAlias, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ALARM } from '../limits/cloudwatch';
import { RecoveryTime } from '../objectives/recovery-time';
import { Alarms } from '../observability/alarms';
import { type Problems } from '../private/errors';
import { anything, duration, number, objectWith, validateProps, type PropKinds } from '../private/props';
import { RecoveryMachine } from './recovery-machine';
import { type Redrive } from './redrive';
import { Symptom } from './symptom';

/** Periods of a minute that an alarm on a symptom looks back on, and how many of them have to be bad. */
const [PERIODS, BAD_PERIODS] = [3, 2];
const FURTHER_PERIODS = 2;

/** When a function is recovered, how often, and who is told. */
export interface AutomaticRecoveryProps {
  /** Alias through which the function is invoked, such as a `ResilientFunction`. */
  readonly function: IAlias;

  /** What starts a recovery; each symptom is an alarm. */
  readonly when: Symptom[];

  /**
   * Recoveries that are allowed within `within`. A further one is suppressed, and told: a function that wedges again and
   * again needs a person.
   *
   * @default 3
   */
  readonly attempts?: number;

  /**
   * Time in which recoveries are counted: at least 15 minutes.
   *
   * @default Duration.hours(1)
   */
  readonly within?: Duration;

  /**
   * A version that was deployed more recently than this is rolled back to the code before it; an older one is restarted.
   *
   * @default Duration.hours(1)
   */
  readonly rollBackWithin?: Duration;

  /**
   * Function that is told how each recovery ended, by an asynchronous invocation with its record.
   *
   * @default - the operators of the stack's alarm topic are told, and no function
   */
  readonly notify?: IFunction;

  /**
   * Takes the function's dead letters back when it is well again. What fails once more is set aside, as ever.
   *
   * @default - dead letters stay until somebody starts a redrive
   */
  readonly redrive?: Redrive;
}

const KNOWN_PROPS: PropKinds<AutomaticRecoveryProps> = {
  function: objectWith('aliasName', 'an alias of a function, such as a ResilientFunction'),
  when: anything,
  attempts: number,
  within: duration,
  rollBackWithin: duration,
  notify: objectWith('functionArn', 'a function'),
  redrive: objectWith('poisonQueue', 'a Redrive'),
};
const LEAST_WITHIN = Duration.minutes(15);

/**
 * Recovers a function that is slow or fails, by itself and on record.
 *
 * Guarantees that a symptom which lasts for two of three minutes starts a recovery: a version younger than an hour is rolled
 * back, an older one is restarted, which means that a new version of the same code takes its place with new execution
 * environments; then the alarms are looked at again, and the next step is tried while they ring. Where it is well and `redrive` is given, its
 * dead letters come back. At most three recoveries
 * run in an hour, one at a time, and none while a deployment shifts the alias. Every one of them, suppressed ones too, is an
 * item in a table and a message to the operators.
 *
 * Creates an alarm for each symptom and a rule. The recoveries of a stack share a state machine, the function that acts, a
 * table of records, a dead-letter queue and an alarm on recoveries that failed.
 *
 * Does not act across regions, needs no other region, and is part of no failover. It calls Lambda's control plane in its
 * own region. CloudFormation sees the alias as drifted until the next deployment moves it on.
 *
 * Fails with `SymptomMissing`, `SymptomOutOfRange` or `RecoveryOutOfRange` where it would never start, or never end.
 *
 * @example
 * new AutomaticRecovery(stack, 'SelfHealing', { function: handler, when: [Symptom.slowerThan(Duration.seconds(1))] });
 */
export class AutomaticRecovery extends Construct {
  /** The alarms, in the order of the symptoms. */
  readonly alarms: Alarm[];

  /** The state machine that all recoveries of the stack share. */
  readonly machine: IStateMachine;

  /** Records of all recoveries of the stack: `subject` is `<function>:<alias>`, `at` the time. They expire after 90 days. */
  readonly records: ITable;

  constructor(scope: Construct, id: string, props: AutomaticRecoveryProps) {
    super(scope, id);
    this.validateProps(props);
    const shared = RecoveryMachine.of(this);
    this.machine = shared.machine;
    this.records = shared.records;
    this.alarms = this.createAlarms(props);
    this.createRule(props, shared);
    shared.allowRecoveryOf(
      props.function.version.lambda.functionArn,
      this.alarms.map(({ alarmArn }) => alarmArn),
    );
    props.notify?.grantInvoke(shared.actor);
    props.redrive?.machine.grantStartExecution(shared.actor);
  }

  private validateProps(props: AutomaticRecoveryProps): void {
    validateProps(this, props, KNOWN_PROPS, problems => {
      if (props.function === undefined) {
        problems.add(
          'FunctionMissing',
          '"function" is missing, so there is nothing to recover; give an alias of a function',
        );
      }
      if (!areSymptoms(props.when)) {
        problems.add('SymptomMissing', '"when" names no symptom; give one, such as Symptom.failing(5)');
      } else if (props.function !== undefined) {
        for (const symptom of props.when) symptom._check(props.function, problems);
      }
      checkAttempts(props, problems);
    });
  }

  private createAlarms({ function: target, when }: AutomaticRecoveryProps): Alarm[] {
    return when.map(symptom => {
      const { description, ...watch } = symptom._bind(target);
      return Alarms._forDecision(this, {
        ...watch,
        // A function that nobody calls is not unwell; silence has alarms of its own.
        signal: 'failure',
        // It recovers by itself; that it does not is told by the recovery.
        urgency: 'ticket',
        evaluationPeriods: PERIODS,
        datapointsToAlarm: BAD_PERIODS,
        description: `${description}: it is recovered by itself, and the records say how it ended`,
      });
    });
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
  private createRule(props: AutomaticRecoveryProps, { machine, starter, letters }: RecoveryMachine): void {
    const { function: target, attempts = 3, within = Duration.hours(1), rollBackWithin = Duration.hours(1) } = props;
    new Rule(this, 'Rule', {
      description: `Recovers ${target.node.path}`,
      eventPattern: {
        source: ['aws.cloudwatch'],
        detailType: ['CloudWatch Alarm State Change'],
        resources: this.alarms.map(({ alarmArn }) => alarmArn),
        detail: { state: { value: ['ALARM'] } },
      },
      targets: [
        new SfnStateMachine(machine, {
          role: starter,
          deadLetterQueue: letters,
          // An alarm that rang hours ago says nothing of now.
          maxEventAge: Duration.minutes(30),
          input: RuleTargetInput.fromObject({
            functionName: target.version.lambda.functionName,
            alias: target.aliasName,
            alarm: EventField.fromPath('$.detail.alarmName'),
            symptoms: this.alarms.map(({ alarmName }) => alarmName),
            attempts,
            withinSeconds: within.toSeconds(),
            youngSeconds: rollBackWithin.toSeconds(),
            settleSeconds: settleSeconds(),
            ...(props.notify && { tell: props.notify.functionArn }),
            ...(props.redrive && { redrive: props.redrive._bind() }),
          }),
        }),
      ],
    });
  }
}

function areSymptoms(when: readonly unknown[] | undefined): boolean {
  return Array.isArray(when) && when.length > 0 && when.every(symptom => symptom instanceof Symptom);
}

/** Records bounds in which a recovery would never run, or never end. */
function checkAttempts({ attempts = 1, within }: AutomaticRecoveryProps, problems: Problems): void {
  if (!Token.isUnresolved(attempts) && !(Number.isInteger(attempts) && attempts >= 1)) {
    problems.add('RecoveryOutOfRange', `"attempts" is ${attempts}; give a whole number, 1 or more`);
  }
  if (within && !within.isUnresolved() && within.toSeconds() < LEAST_WITHIN.toSeconds()) {
    problems.add(
      'RecoveryOutOfRange',
      `"within" is ${within.toHumanString()}, and one recovery takes up to ${settleSeconds() * 2} s; give ${LEAST_WITHIN.toHumanString()} or more`,
    );
  }
}

/**
 * Until an alarm can have seen that its symptom is gone, also where nobody calls any more: CloudWatch looks back further
 * than the periods for datapoints in the place of missing ones.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
function settleSeconds(): number {
  return (PERIODS + FURTHER_PERIODS) * ALARM.metricSeconds + RecoveryTime.METRIC_DELAY_SECONDS;
}
