import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters } from '../dead-letters/dead-letters';
import { ResilientFunction } from '../function/resilient-function';
import { Alarms } from '../observability/alarms';
import { objectWith, type PropKinds, validateProps } from '../private/props';
import { type TriggerSource } from './trigger-source';

/** What calls a function. */
export interface TriggerProps {
  /** Function that is called. Pass a `ResilientFunction`, and its live alias is. */
  readonly function: IFunction;

  /** What calls it, such as `TriggerSource.topic(topic)`. */
  readonly source: TriggerSource;

  /**
   * Where it is kept what could not be delivered, and what the function could not process where it keeps no letters itself.
   *
   * @default - the dead letters of a `ResilientFunction`; `DeadLetters.ownQueue()` for another function
   */
  readonly deadLetters?: DeadLetters;

  /**
   * Alarms on the dead letters.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}

const KNOWN_PROPS: PropKinds<TriggerProps> = {
  function: objectWith('functionArn', 'a function'),
  source: objectWith('_check', 'a TriggerSource, such as TriggerSource.topic(topic)'),
  deadLetters: objectWith('_bind', 'DeadLetters, such as DeadLetters.ownQueue()'),
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/**
 * Calls a function for each event of a source, and loses none of them in silence.
 *
 * Guarantees two layers: what the source cannot deliver, because the function is not there or may not be called, and what the
 * function cannot process, both become dead letters. Nothing is given up before AWS's longest time for it: a day for
 * EventBridge, 23 hours for streams.
 *
 * Creates the rule, subscription or mapping, the right to call, and a dead-letter queue with its alarm unless the function has
 * one. A function that keeps no failures of asynchronous calls gets a failure destination.
 *
 * Does not replace `QueueConsumer`, which is for queues, nor `ObjectIngest`, which records each object once: events come at
 * least once, and the function has to bear that.
 *
 * @example
 * new Trigger(stack, 'Nightly', {
 *   function: nightlyReport,
 *   source: TriggerSource.schedule(Schedule.cron({ minute: '0', hour: '2' })),
 * });
 */
export class Trigger extends Construct {
  /** Queue of what could not be delivered or processed; undefined with `DeadLetters.none()`. */
  readonly deadLetterQueue?: IQueue;

  constructor(scope: Construct, id: string, props: TriggerProps) {
    super(scope, id);
    validateProps(this, props, KNOWN_PROPS, problems => {
      if (props.function === undefined) {
        problems.add('FunctionMissing', '"function" is missing, so nobody is called; give one');
      }
      if (props.source === undefined) {
        problems.add(
          'TriggerSourceMissing',
          '"source" is missing, so nothing calls; give one, such as TriggerSource.topic(topic)',
        );
      } else {
        props.source._check(this, problems);
      }
    });
    this.deadLetterQueue = this.provideDeadLetters(props);
    props.source._bind(this, { target: props.function, letters: this.deadLetterQueue });
  }

  private provideDeadLetters({
    function: target,
    deadLetters,
    alarms = Alarms.recommended(),
  }: TriggerProps): IQueue | undefined {
    const ofFunction = target instanceof ResilientFunction ? target.deadLetterQueue : undefined;
    if (!deadLetters && ofFunction) return ofFunction;
    return (deadLetters ?? DeadLetters.ownQueue())._bind(this, alarms);
  }
}
