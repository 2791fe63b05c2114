import { Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Schedule } from 'aws-cdk-lib/aws-events';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { DeadLetters } from '../../lib/dead-letters';
import { ResilientFunction } from '../../lib/function';
import { StandbyRuns, Trigger, type TriggerProps, TriggerSource } from '../../lib/messaging';
import { arnOf, code, idOf } from '../function/support/resilient-function';
import { failureOf } from '../support/failure';
import { plainStack, someFunction, twoRegions } from '../support/two-regions';

const NIGHTLY = Schedule.cron({ minute: '0', hour: '2' });
const RULE = 'AWS::Events::Rule';
const MAPPING = 'AWS::Lambda::EventSourceMapping';

function triggered(source: (stack: Stack) => TriggerSource, props: Partial<TriggerProps> = {}) {
  const stack = plainStack();
  const handler = someFunction(stack);
  const trigger = new Trigger(stack, 'Trigger', { function: handler, source: source(stack), ...props });
  const template = Template.fromStack(stack);
  const letters = arnOf(idOf(template, 'AWS::SQS::Queue', 'Trigger'));
  return { stack, trigger, template, letters };
}

function table(stack: Stack, stream?: StreamViewType): Table {
  return new Table(stack, 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING }, stream });
}

const SOURCES: Record<string, (stack: Stack) => TriggerSource> = {
  schedule: () => TriggerSource.schedule(NIGHTLY),
  event: () => TriggerSource.event({ source: ['shop'] }),
  topic: stack => TriggerSource.topic(new Topic(stack, 'Topic')),
  'table stream': stack => TriggerSource.tableStream(table(stack, StreamViewType.KEYS_ONLY)),
  kinesis: stack => TriggerSource.kinesis(new Stream(stack, 'Stream')),
  bucket: stack => TriggerSource.bucket(new Bucket(stack, 'Bucket', { eventBridgeEnabled: true })),
};

describe.each([['schedule'], ['event'], ['bucket']])('a rule: %s', name => {
  test('tries for a day, and keeps what it cannot deliver', () => {
    const { template, letters } = triggered(SOURCES[name]);
    template.hasResourceProperties(RULE, {
      Targets: [
        Match.objectLike({
          DeadLetterConfig: { Arn: letters },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        }),
      ],
    });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage' }),
        ]),
      },
    });
  });
});

test('a topic keeps what it cannot deliver', () => {
  const { template, letters } = triggered(SOURCES.topic);
  template.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'lambda',
    Endpoint: arnOf(idOf(template, 'AWS::Lambda::Function')),
    RedrivePolicy: { deadLetterTargetArn: letters },
  });
  template.hasResourceProperties('AWS::Lambda::Permission', { Principal: 'sns.amazonaws.com' });
});

test.each([['table stream'], ['kinesis']])('a stream halves what fails, and keeps it before it is gone: %s', name => {
  const { template, letters } = triggered(SOURCES[name]);
  template.hasResourceProperties(MAPPING, {
    BisectBatchOnFunctionError: true,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    MaximumRetryAttempts: 3,
    MaximumRecordAgeInSeconds: 23 * 3600,
    DestinationConfig: { OnFailure: { Destination: letters } },
    StartingPosition: 'TRIM_HORIZON',
  });
});

test.each(['schedule', 'event', 'topic', 'bucket'])('what the function cannot process is kept too: %s', name => {
  const { template, letters } = triggered(SOURCES[name]);
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    DestinationConfig: { OnFailure: { Destination: letters } },
  });
});

test.each(Object.keys(SOURCES))(
  'with a ResilientFunction there is one queue, and three resources at most are made: %s',
  name => {
    const made = (withTrigger: boolean): number => {
      const stack = plainStack();
      const target = new ResilientFunction(stack, 'Handler', { code, handler: 'index.handler' });
      const source = SOURCES[name](stack);
      if (withTrigger) {
        const { deadLetterQueue } = new Trigger(stack, 'Trigger', { function: target, source });
        expect(deadLetterQueue).toBe(target.deadLetterQueue);
      }
      return Object.keys(Template.fromStack(stack).toJSON().Resources as object).length;
    };
    expect(made(true) - made(false)).toBeLessThanOrEqual(3);
  },
);

test('a ResilientFunction is called through its live alias', () => {
  const stack = plainStack();
  const target = new ResilientFunction(stack, 'Handler', { code, handler: 'index.handler' });
  new Trigger(stack, 'Trigger', { function: target, source: TriggerSource.schedule(NIGHTLY) });
  const template = Template.fromStack(stack);
  template.hasResourceProperties(RULE, {
    Targets: [Match.objectLike({ Arn: { Ref: idOf(template, 'AWS::Lambda::Alias') } })],
  });
});

test('what a function says of its failures itself remains', () => {
  const stack = plainStack();
  const handler = someFunction(stack);
  handler.configureAsyncInvoke({ retryAttempts: 0 });
  new Trigger(stack, 'Trigger', { function: handler, source: TriggerSource.schedule(NIGHTLY) });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    MaximumRetryAttempts: 0,
    DestinationConfig: Match.absent(),
  });
});

test('events may be those of another bus', () => {
  const { template } = triggered(stack => TriggerSource.event({ source: ['shop'] }, new EventBus(stack, 'Bus')));
  template.hasResourceProperties(RULE, { EventBusName: { Ref: idOf(template, 'AWS::Events::EventBus') } });
});

test('objects may be chosen by the beginning of their key', () => {
  const { template } = triggered(stack =>
    TriggerSource.bucket(new Bucket(stack, 'Bucket', { eventBridgeEnabled: true }), 'in/'),
  );
  template.hasResourceProperties(RULE, {
    EventPattern: Match.objectLike({ detail: Match.objectLike({ object: { key: [{ prefix: 'in/' }] } }) }),
  });
});

describe('a schedule below a service', () => {
  function inBoth(standby?: StandbyRuns): Template[] {
    const { primary, standby: other } = twoRegions();
    const stacks = [primary, other];
    for (const stack of stacks) {
      const source = TriggerSource.schedule(NIGHTLY, { standby });
      new Trigger(stack, 'Nightly', { function: someFunction(stack), source });
    }
    return stacks.map(stack => Template.fromStack(stack));
  }
  const statesOf = (templates: Template[]): unknown[] =>
    templates.map(template => Object.values(template.findResources(RULE))[0].Properties.State as unknown);

  test('runs in every region where that is said', () => {
    expect(statesOf(inBoth(StandbyRuns.everywhere()))).toEqual(['ENABLED', 'ENABLED']);
  });

  test('does not run in the standby where that is said', () => {
    expect(statesOf(inBoth(StandbyRuns.never()))).toEqual(['ENABLED', 'DISABLED']);
  });

  test('fails where nothing is said: it would run twice', () => {
    const { codes, message } = failureOf(() => inBoth());
    expect(codes).toEqual(['ScheduleStandbyMissing']);
    expect(message).toContain('us-east-1, us-west-2');
  });
});

describe('fails', () => {
  test('without a source and a function', () => {
    expect(failureOf(() => new Trigger(plainStack(), 'Trigger', {} as never)).codes).toEqual([
      'FunctionMissing',
      'TriggerSourceMissing',
    ]);
  });

  test('on a table without a stream', () => {
    const { codes, message } = failureOf(() => triggered(stack => TriggerSource.tableStream(table(stack))));
    expect(codes).toEqual(['TableStreamMissing']);
    expect(message).toContain('"Plain/Orders"');
  });

  test('at synth on a bucket that sends no events', () => {
    expect(() => triggered(stack => TriggerSource.bucket(new Bucket(stack, 'Bucket')))).toThrow('BucketEventsMissing');
  });
});

test('a retention may be given', () => {
  const deadLetters = DeadLetters.ownQueue({ retention: Duration.days(7) });
  const { template } = triggered(SOURCES.schedule, { deadLetters });
  template.hasResourceProperties('AWS::SQS::Queue', { MessageRetentionPeriod: 604_800 });
});
