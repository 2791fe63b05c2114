import { number, validateProps, type PropKinds } from '../private/props';
import { ASYNC_INVOCATION as LIMITS } from '../limits/lambda';
import { type Figure, FigureKind } from './figure';
import { amount } from './figure-text';

const ASYNC_INVOCATION = 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html';

/** What waits in a region when it is lost. */
export interface StrandedEventsProps {
  /** Events that the region accepts, for each second. */
  readonly eventsPerSecond: number;

  /** Mean time from an event's acceptance to the end of its processing, retries included, in seconds. */
  readonly processingSeconds: number;

  /**
   * Events that wait in queues besides.
   *
   * @default 0
   */
  readonly backlog?: number;

  /**
   * Time that the region keeps an event which nobody processes, in seconds.
   *
   * @default StrandedEvents.RETENTION_SECONDS
   */
  readonly retentionSeconds?: number;
}

const KNOWN_PROPS: PropKinds<StrandedEventsProps> = {
  eventsPerSecond: number,
  processingSeconds: number,
  backlog: number,
  retentionSeconds: number,
};

/**
 * Events that were accepted and not yet processed when their region was lost.
 *
 * Queues and asynchronous invocations are regional: such an event is stranded until the region returns, not lost, as long
 * as the outage is shorter than what the region keeps.
 */
export class StrandedEvents {
  /** Lambda keeps an asynchronous event for at most six hours. */
  static readonly RETENTION_SECONDS: number = LIMITS.eventAgeSeconds.most;

  /** Mean number of stranded events: by Little's law, the rate times the time in the system, and the backlog. */
  static expected(props: StrandedEventsProps): Figure {
    validate(props);
    const { eventsPerSecond: rate, processingSeconds: time, backlog = 0 } = props;
    const retention = props.retentionSeconds ?? StrandedEvents.RETENTION_SECONDS;
    const value = rate * time + backlog;
    const terms = [`${rate} events/s × ${time} s`, ...(backlog > 0 ? [`${backlog} events`] : [])];
    return {
      value,
      kind: FigureKind.ESTIMATE,
      unit: 'events',
      formula: `${terms.join(' + ')} = ${amount(value, 'events')}`,
      inputs: { eventsPerSecond: rate, processingSeconds: time, backlog, retentionSeconds: retention },
      assumptions: [
        'the region returns with its data: events are processed then, and are lost with a region that does not return',
        `after an outage of more than ${retention} s the region tries them no longer: they go to the failure destination, and are lost without one`,
      ],
      source: ASYNC_INVOCATION,
    };
  }
}

function validate(props: StrandedEventsProps): void {
  validateProps('StrandedEvents', props, KNOWN_PROPS, problems => {
    const { eventsPerSecond, processingSeconds, backlog = 0, retentionSeconds = 0 } = props;
    for (const [name, value] of Object.entries({ eventsPerSecond, processingSeconds, backlog, retentionSeconds })) {
      if (!Number.isFinite(value) || value < 0) {
        problems.add('AmountOutOfRange', `"${name}" is ${value}; it is 0 or more`);
      }
    }
  });
}
