import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { toRecord, toText } from '../value';
import { invokedFunction, type InvokedFunction } from './invocations';

/** An invocation that returns before the function has run. */
export interface AsyncInvocation extends InvokedFunction {
  /** What invokes it. */
  readonly source: Resource;
  /** Whether the source is a clock: its next tick repeats what a lost one should have done. */
  readonly scheduled: boolean;
  /** Whether it happens only when something else has failed: to be silent is a good sign then. */
  readonly afterFailure: boolean;
}

/** A place in a template that names what is to be invoked. */
interface Call {
  readonly source: Resource;
  readonly target: unknown;
  readonly scheduled?: boolean;
  readonly afterFailure?: boolean;
}

/** Every asynchronous invocation that the templates show. */
export function asyncInvocations(model: AppModel): AsyncInvocation[] {
  return model.remember(readInvocations);
}

function readInvocations(model: AppModel): AsyncInvocation[] {
  const notices = [...ofDestinations(model), ...ofAlarms(model)];
  const calls = [
    ...ofEvents(model),
    ...ofTopics(model, notices),
    ...ofBuckets(model),
    ...notices,
    ...ofOtherServices(model),
  ];
  return calls.flatMap(({ source, target, scheduled = false, afterFailure = false }) => {
    const invoked = invokedFunction(model, toText(target), source);
    return invoked ? [{ ...invoked, source, scheduled, afterFailure }] : [];
  });
}

function ofEvents(model: AppModel): Call[] {
  const rules = model.ofType('AWS::Events::Rule').flatMap(source => {
    const scheduled = !source.lacks('ScheduleExpression') && source.lacks('EventPattern');
    return source.records('Targets').map(target => ({ source, target: target.Arn, scheduled }));
  });
  const schedules = model
    .ofType('AWS::Scheduler::Schedule')
    .map(source => ({ source, target: source.get('Target.Arn'), scheduled: true }));
  return [...rules, ...schedules];
}

function ofTopics(model: AppModel, notices: readonly Call[]): Call[] {
  if (model.ofType('AWS::SNS::Topic', 'AWS::SNS::Subscription').length === 0) return [];
  const ofFailures = failureTopics(model, notices);
  const subscriptions = model
    .ofType('AWS::SNS::Subscription')
    .filter(source => source.text('Protocol') === 'lambda')
    .map(source => {
      const topic = model.find(source.text('TopicArn'), ['AWS::SNS::Topic'], source);
      return { source, target: source.get('Endpoint'), afterFailure: topic !== undefined && ofFailures.has(topic) };
    });
  const inline = model.ofType('AWS::SNS::Topic').flatMap(source =>
    source
      .records('Subscription')
      .filter(subscription => subscription.Protocol === 'lambda')
      .map(subscription => ({ source, target: subscription.Endpoint, afterFailure: ofFailures.has(source) })),
  );
  return [...subscriptions, ...inline];
}

/** Topics to which failures and alarms are published. */
function failureTopics(model: AppModel, notices: readonly Call[]): Set<Resource> {
  const named = notices.filter(call => call.afterFailure);
  const topics = named.map(({ source, target }) => model.find(toText(target), ['AWS::SNS::Topic'], source));
  return new Set(topics.filter(topic => topic !== undefined));
}

function ofBuckets(model: AppModel): Call[] {
  const own = model
    .ofType('AWS::S3::Bucket')
    .flatMap(source =>
      source
        .records('NotificationConfiguration.LambdaConfigurations')
        .map(entry => ({ source, target: entry.Function })),
    );
  const byCustomResource = model
    .ofType('Custom::S3BucketNotifications')
    .flatMap(source =>
      source
        .records('NotificationConfiguration.LambdaFunctionConfigurations')
        .map(entry => ({ source, target: entry.LambdaFunctionArn })),
    );
  return [...own, ...byCustomResource];
}

function ofDestinations(model: AppModel): Call[] {
  return model.ofType('AWS::Lambda::EventInvokeConfig').flatMap(source => [
    { source, target: source.get('DestinationConfig.OnFailure.Destination'), afterFailure: true },
    { source, target: source.get('DestinationConfig.OnSuccess.Destination') },
  ]);
}

function ofAlarms(model: AppModel): Call[] {
  return model
    .ofType('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm')
    .flatMap(source => source.list('AlarmActions').map(target => ({ source, target, afterFailure: true })));
}

/** Log subscriptions, rules of IoT and of mail, and pipes that do not wait. */
function ofOtherServices(model: AppModel): Call[] {
  const logs = model
    .ofType('AWS::Logs::SubscriptionFilter')
    .map(source => ({ source, target: source.get('DestinationArn') }));
  const things = model
    .ofType('AWS::IoT::TopicRule')
    .flatMap(source =>
      source
        .records('TopicRulePayload.Actions')
        .map(action => ({ source, target: toRecord(action.Lambda).FunctionArn })),
    );
  const mails = model
    .ofType('AWS::SES::ReceiptRule')
    .flatMap(source =>
      source.records('Rule.Actions').map(action => ({ source, target: toRecord(action.LambdaAction).FunctionArn })),
    );
  const pipes = model
    .ofType('AWS::Pipes::Pipe')
    .filter(source => source.text('TargetParameters.LambdaFunctionParameters.InvocationType') === 'FIRE_AND_FORGET')
    .map(source => ({ source, target: source.get('Target') }));
  return [...logs, ...things, ...mails, ...pipes];
}
