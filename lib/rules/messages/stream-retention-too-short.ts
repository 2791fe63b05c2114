import { streamConsumers } from '../../assembly/relations/streams';
import { type Rule } from '../rule';
import { type Resource } from '../../assembly/resource';
import { KINESIS } from '../../limits/kinesis';

export const streamRetentionTooShort: Rule = {
  id: 'resilience-stream-retention-too-short',
  area: 'messages',
  severity: 'warning',
  title: 'A stream keeps records for as long as its consumer retries',
  why: 'What the stream has forgotten cannot be retried: after a long outage it is lost although the consumer was told to go on.',
  source: 'https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html',
  check(model, report) {
    for (const { mapping, stream } of streamConsumers(model)) {
      if (stream?.type !== 'AWS::Kinesis::Stream') continue;
      const kept = retentionHoursOf(stream);
      const retried = mapping.number('MaximumRecordAgeInSeconds') ?? 0;
      if (retried > kept * 3600) {
        report(
          stream,
          `it keeps records for ${kept} h, and "${mapping.path}" retries them for ${Math.round(retried / 3600)} h`,
          `set RetentionPeriodHours to ${Math.ceil(retried / 3600)} or more`,
        );
      }
    }
  },
};

function retentionHoursOf(stream: Resource): number {
  if (stream.lacks('RetentionPeriodHours')) return KINESIS.defaultRetentionHours;
  return stream.number('RetentionPeriodHours') ?? Infinity;
}
