import { type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { type IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Annotations, CfnOutput, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { differ, isOwnSource } from '../dead-letters/dead-letter-fit';
import { type Problems } from '../private/errors';
import { listOf, number, objectWith, validateProps, type PropKinds } from '../private/props';
import { RedriveMachine } from './redrive-machine';
import { type RedriveDestination, type RedriveTarget } from './redrive-target';

/** Letters a second, at most: a mover takes ten at once, and writes down each before and after. */
const MOST_PER_SECOND = 100;

/** Which dead letters go back, where to, and how. */
export interface RedriveProps {
  /** The dead letters: a standard queue of this region. */
  readonly letters: IQueue;

  /** Where they go back to. */
  readonly to: RedriveTarget;

  /**
   * Letters that are moved each second, up to 100.
   *
   * @default 5
   */
  readonly perSecond?: number;

  /**
   * Times that an event is sent back; one that fails again after that is set aside, for somebody to look at.
   *
   * @default 2
   */
  readonly setAsideAfter?: number;

  /**
   * Alarms that tell that the target fails: while one of them rings, nothing is moved.
   *
   * @default - the alarm on errors of a `ResilientFunction`; none for another target, which is a warning
   */
  readonly pauseOn?: IAlarm[];
}

const KNOWN_PROPS: PropKinds<RedriveProps> = {
  letters: objectWith('queueArn', 'a queue, such as the "deadLetterQueue" of a construct'),
  to: objectWith('_bind', 'a RedriveTarget, such as RedriveTarget.function(handler)'),
  perSecond: number,
  setAsideAfter: number,
  pauseOn: listOf(objectWith('alarmArn', 'an alarm')),
};

/**
 * Takes dead letters back to where they failed, when somebody asks for it: at a limited rate, on record.
 *
 * Guarantees that a letter is deleted only after the target has accepted it; that whatever dies on the way, no letter is lost,
 * and the ones that may have been sent twice are counted (`ambiguous`); that nothing is moved while the target fails; that an
 * event which fails again after it was sent back twice is set aside, and somebody is told.
 *
 * Creates no resource of its own: the redrives of a stack share a state machine, the function that moves, a table of records,
 * a queue of what was set aside, and alarms. An output has what `npx cdk-resilient-serverless redrive <path>` starts.
 *
 * Does not run by itself, mend the cause, or reach another region. Targets have to bear that an event comes twice.
 *
 * Fails with `RedriveLettersUnsupported`, `RedriveTargetConflict`, `RedriveOfOtherRegion` or `RedriveOutOfRange`.
 *
 * @example
 * new Redrive(stack, 'Redrive', { letters: handler.deadLetterQueue!, to: RedriveTarget.function(handler) });
 */
export class Redrive extends Construct {
  /** The state machine that all redrives of the stack share. */
  readonly machine: IStateMachine;

  /** Queue of what failed again and again; all redrives of the stack share it. */
  readonly poisonQueue: IQueue;

  private readonly input: object;

  constructor(scope: Construct, id: string, props: RedriveProps) {
    super(scope, id);
    const destination = this.validate(props);
    const shared = RedriveMachine.of(this);
    this.machine = shared.machine;
    this.poisonQueue = shared.poisonQueue;
    const alarms = props.pauseOn ?? (destination.alarm ? [destination.alarm] : []);
    this.warnUnwatched(destination, alarms);
    shared.allow(props.letters, destination, alarms);
    this.input = inputOf(props, destination, alarms);
    this.createOutput();
  }

  /**
   * The machine, and what it is started with.
   *
   * @internal
   */
  _bind(): object {
    return { machine: this.machine.stateMachineArn, input: this.input };
  }

  /** Lets somebody start the redrives of the stack, and see how they end. */
  grantStart(grantee: IGrantable): Grant {
    return this.machine.grantStartExecution(grantee).combine(this.machine.grantRead(grantee));
  }

  private validate(props: RedriveProps): RedriveDestination {
    return validateProps(this, props, KNOWN_PROPS, problems => {
      for (const name of ['letters', 'to'] as const) {
        if (props[name] === undefined) {
          problems.add('PropMissing', `"${name}" is missing; give the dead letters, and where they go back to`);
        }
      }
      problems.throwIfAny();
      const destination = props.to._bind();
      this.checkQueues(props.letters, destination, problems);
      this.checkPlace(destination, props.letters, problems);
      checkNumbers(props, problems);
      return destination;
    });
  }

  private checkQueues(letters: IQueue, { fifo, queue, path }: RedriveDestination, problems: Problems): void {
    if (letters.fifo || fifo) {
      problems.add(
        'RedriveLettersUnsupported',
        `"${letters.fifo ? letters.node.path : path}" is a FIFO queue, whose order a redrive would not keep; use SQS's own: aws sqs start-message-move-task`,
      );
    }
    if (queue && (queue === letters || isOwnSource(letters, queue.queueArn, queue))) {
      problems.add(
        'RedriveTargetConflict',
        `letters of "${letters.node.path}" would go back to that queue, again and again; give the queue or the function in which they failed`,
      );
    }
  }

  private checkPlace({ env, path }: RedriveDestination, letters: IQueue, problems: Problems): void {
    const here = Stack.of(this).region;
    for (const [name, region] of [
      [letters.node.path, letters.env.region],
      [path, env.region],
    ]) {
      if (differ(region, here)) {
        problems.add(
          'RedriveOfOtherRegion',
          `"${name}" is in "${region}" and the redrive in "${here}"; letters are regional, make a redrive in each region`,
        );
      }
    }
  }

  private warnUnwatched({ path }: RedriveDestination, alarms: readonly IAlarm[]): void {
    if (alarms.length > 0) return;
    Annotations.of(this).addWarningV2(
      'cdk-resilient-serverless:redriveUnwatched',
      `no alarm tells that "${path}" fails, so letters would be moved while it does, and come back; give "pauseOn"`,
    );
  }

  private createOutput(): void {
    new CfnOutput(this, 'Start', {
      description: `Redrive ${this.node.path}`,
      value: Stack.of(this).toJsonString(this._bind()),
    });
  }
}

function inputOf(props: RedriveProps, { address, kind }: RedriveDestination, alarms: readonly IAlarm[]): object {
  const { letters, perSecond = 5, setAsideAfter = 2 } = props;
  return {
    letters: letters.queueUrl,
    ...{ target: address, kind, perSecond, setAsideAfter },
    alarms: alarms.map(({ alarmName }) => alarmName),
  };
}

function checkNumbers({ perSecond = 5, setAsideAfter = 2 }: RedriveProps, problems: Problems): void {
  if (!Token.isUnresolved(perSecond) && !(perSecond > 0 && perSecond <= MOST_PER_SECOND)) {
    problems.add(
      'RedriveOutOfRange',
      `perSecond is ${perSecond}; give more than 0 letters and up to ${MOST_PER_SECOND}`,
    );
  }
  if (!Token.isUnresolved(setAsideAfter) && !(Number.isInteger(setAsideAfter) && setAsideAfter >= 1)) {
    problems.add('RedriveOutOfRange', `setAsideAfter is ${setAsideAfter}; give a whole number, 1 or more`);
  }
}
