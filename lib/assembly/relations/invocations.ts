import { type AppModel } from '../app-model';
import { append } from '../append';
import { splitText } from '../resolve';
import { type Resource } from '../resource';
import { toNumber, toRecord, toRecords, toText } from '../value';
import { taskTargets } from './workflow';

/** A function as somebody invokes it. */
export interface InvokedFunction {
  readonly function: Resource;
  /** Alias or version; `$LATEST` where it is invoked by its plain name. */
  readonly qualifier: string;
}

const FUNCTION = ['AWS::Lambda::Function'];
const QUALIFIER = ['AWS::Lambda::Alias', 'AWS::Lambda::Version'];
const INVOKED = [...FUNCTION, ...QUALIFIER];

/** The function that a name or an ARN means, with its qualifier. */
export function invokedFunction(
  model: AppModel,
  text: string | undefined,
  near?: Resource | string,
): InvokedFunction | undefined {
  if (text === undefined) return undefined;
  const called = model.named(text);
  if (called.length > 0 && !called.some(({ type }) => INVOKED.includes(type))) return undefined;
  const alias = model.find(text, QUALIFIER, near);
  if (alias) {
    const invoked = model.find(alias.text('FunctionName'), FUNCTION, near);
    const qualifier =
      alias.type === 'AWS::Lambda::Alias' ? (alias.text('Name') ?? '') : text.slice(text.lastIndexOf(':') + 1);
    return invoked && { function: invoked, qualifier };
  }
  const plain = called.length > 0 ? model.find(text, FUNCTION, near) : undefined;
  if (plain) return { function: plain, qualifier: '$LATEST' };
  return qualifiedFunction(model, text, near);
}

/** A function's name or ARN with a qualifier behind it; a text that only mentions the function is its plain name. */
function qualifiedFunction(model: AppModel, text: string, near?: Resource | string): InvokedFunction | undefined {
  const parts = splitText(text, ':');
  const unqualified = parts.slice(0, -1).join(':');
  const named = model.named(unqualified).length > 0 ? model.find(unqualified, FUNCTION, near) : undefined;
  if (named) return { function: named, qualifier: parts[parts.length - 1] };
  const mentioned = model.find(text, FUNCTION, near);
  return mentioned && { function: mentioned, qualifier: '$LATEST' };
}

/** A call that waits for the function: an API, another front door, a state machine, or a queue's or stream's consumer. */
export interface SyncInvocation extends InvokedFunction {
  readonly source: Resource;
  /** APIs give up after half a minute, load balancers and function URLs do not. */
  readonly kind: 'api' | 'front-door' | 'workflow' | 'event-source';
}

/** Every API integration, function URL, target group, task and event source mapping. */
export function syncInvocations(model: AppModel): SyncInvocation[] {
  return model.remember(readSyncInvocations);
}

function readSyncInvocations(model: AppModel): SyncInvocation[] {
  const calls: { kind: SyncInvocation['kind']; source: Resource; text?: string }[] = [
    ...integrationTargets(model).map(call => ({ ...call, kind: 'api' as const })),
    ...frontDoorTargets(model).map(call => ({ ...call, kind: 'front-door' as const })),
    ...taskTargets(model).map(({ machine, text }) => ({ source: machine, text, kind: 'workflow' as const })),
    ...model
      .ofType('AWS::Lambda::EventSourceMapping')
      .map(source => ({ source, text: source.text('FunctionName'), kind: 'event-source' as const })),
  ];
  return calls.flatMap(({ kind, source, text }) => {
    const invoked = invokedFunction(model, text, source);
    return invoked ? [{ ...invoked, source, kind }] : [];
  });
}

/** What load balancers and function URLs call, as text. */
export function frontDoorTargets(model: AppModel): { source: Resource; text: string }[] {
  const groups = model
    .ofType('AWS::ElasticLoadBalancingV2::TargetGroup')
    .filter(source => source.text('TargetType') === 'lambda')
    .flatMap(source => source.records('Targets').map(target => ({ source, text: toText(target.Id) ?? '' })));
  const urls = model.ofType('AWS::Lambda::Url').map(source => {
    const [target, qualifier] = [source.text('TargetFunctionArn') ?? '', source.text('Qualifier')];
    return { source, text: qualifier === undefined ? target : `${target}:${qualifier}` };
  });
  return [...groups, ...urls];
}

/** What the integrations of APIs call, as text. */
export function integrationTargets(model: AppModel): { source: Resource; text: string }[] {
  const uris = [
    ...model.ofType('AWS::ApiGatewayV2::Integration').map(source => ({ source, uri: source.text('IntegrationUri') })),
    ...model.ofType('AWS::ApiGateway::Method').map(source => ({ source, uri: source.text('Integration.Uri') })),
    ...model
      .ofType('AWS::AppSync::DataSource')
      .map(source => ({ source, uri: source.text('LambdaConfig.LambdaFunctionArn') })),
  ];
  return uris.flatMap(({ source, uri }) => {
    if (uri === undefined) return [];
    return [{ source, text: /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri }];
  });
}

/** The settings for asynchronous invocation of a function at a qualifier. */
export function eventInvokeConfigs(model: AppModel): Map<Resource, Map<string, Resource>> {
  return model.remember(readEventInvokeConfigs);
}

function readEventInvokeConfigs(model: AppModel): Map<Resource, Map<string, Resource>> {
  const configs = new Map<Resource, Map<string, Resource>>();
  for (const config of model.ofType('AWS::Lambda::EventInvokeConfig')) {
    const configured = invokedFunction(model, config.text('FunctionName'), config);
    if (!configured) continue;
    const byQualifier = configs.get(configured.function) ?? new Map<string, Resource>();
    byQualifier.set(qualifierName(model, config), config);
    configs.set(configured.function, byQualifier);
  }
  return configs;
}

/** CDK writes a version's number as a reference, which reads like the version's own ARN. */
function qualifierName(model: AppModel, config: Resource): string {
  const qualifier = config.text('Qualifier') ?? '$LATEST';
  const alias = model.mentioned(qualifier).find(resource => resource.type === 'AWS::Lambda::Alias');
  return alias?.text('Name') ?? qualifier;
}

/** Whether failed asynchronous invocations at a qualifier go anywhere. */
export function hasFailurePath(model: AppModel, invoked: InvokedFunction): boolean {
  if (!invoked.function.lacks('DeadLetterConfig.TargetArn')) return true;
  const config = eventInvokeConfigs(model).get(invoked.function)?.get(invoked.qualifier);
  return config !== undefined && !config.lacks('DestinationConfig.OnFailure.Destination');
}

/** Aliases of each function. */
export function aliases(model: AppModel): Map<Resource, Resource[]> {
  return model.remember(readAliases);
}

function readAliases(model: AppModel): Map<Resource, Resource[]> {
  const found = new Map<Resource, Resource[]>();
  for (const alias of model.ofType('AWS::Lambda::Alias')) {
    const owner = model.find(alias.text('FunctionName'), FUNCTION, alias);
    if (owner) append(found, owner, alias);
  }
  return found;
}

/** The targets of an event rule, or the one of a schedule, which name a dead-letter queue or need one. */
export function ruleTargets(rule: Resource): { arn: string; deadLetter?: string; id: string; retries?: number }[] {
  return toRecords(rule.get(rule.type === 'AWS::Scheduler::Schedule' ? 'Target' : 'Targets')).map(target => ({
    arn: toText(target.Arn) ?? '',
    deadLetter: toText(toRecord(target.DeadLetterConfig).Arn),
    id: toText(target.Id) ?? '',
    retries: toNumber(toRecord(target.RetryPolicy).MaximumRetryAttempts),
  }));
}

/** Whether the function's failures go somewhere, only not those of this qualifier. */
export function hasConfiguredElsewhere(model: AppModel, invoked: InvokedFunction): boolean {
  const configs = [...(eventInvokeConfigs(model).get(invoked.function)?.values() ?? [])];
  return configs.some(config => !config.lacks('DestinationConfig.OnFailure.Destination'));
}
