import { append } from '../model/append';
import type { AppModel } from '../model/app-model';
import { splitText } from '../model/resolve';
import type { Resource } from '../model/resource';
import { toNumber, toRecord, toRecords, toText } from '../model/value';

/** A function as somebody invokes it. */
export interface InvokedFunction {
  readonly function: Resource;
  /** Alias or version; `$LATEST` where it is invoked by its plain name. */
  readonly qualifier: string;
}

const FUNCTION = ['AWS::Lambda::Function'];

/** The function that a name or an ARN means, with its qualifier. */
export function invokedFunction(
  model: AppModel,
  text: string | undefined,
  region?: string,
): InvokedFunction | undefined {
  if (text === undefined) return undefined;
  const alias = model.find(text, ['AWS::Lambda::Alias', 'AWS::Lambda::Version'], region);
  if (alias) {
    const invoked = model.find(alias.text('FunctionName'), FUNCTION, region);
    const qualifier =
      alias.type === 'AWS::Lambda::Alias' ? (alias.text('Name') ?? '') : text.slice(text.lastIndexOf(':') + 1);
    return invoked && { function: invoked, qualifier };
  }
  const plain = model.named(text).length > 0 ? model.find(text, FUNCTION, region) : undefined;
  if (plain) return { function: plain, qualifier: '$LATEST' };
  return qualifiedFunction(model, text, region);
}

/** A function's name or ARN with a qualifier behind it; a text that only mentions the function is its plain name. */
function qualifiedFunction(model: AppModel, text: string, region: string | undefined): InvokedFunction | undefined {
  const parts = splitText(text, ':');
  const unqualified = parts.slice(0, -1).join(':');
  const named = model.named(unqualified).length > 0 ? model.find(unqualified, FUNCTION, region) : undefined;
  if (named) return { function: named, qualifier: parts[parts.length - 1] };
  const mentioned = model.find(text, FUNCTION, region);
  return mentioned && { function: mentioned, qualifier: '$LATEST' };
}

/** A call that waits for the function: an API's integration, or a queue's or stream's consumer. */
export interface SyncInvocation extends InvokedFunction {
  readonly source: Resource;
  readonly kind: 'api' | 'event-source';
}

/** Every API integration and event source mapping. */
export function syncInvocations(model: AppModel): SyncInvocation[] {
  return model.remember(readSyncInvocations);
}

function readSyncInvocations(model: AppModel): SyncInvocation[] {
  const integrations = integrationTargets(model).flatMap(({ source, text }) => {
    const invoked = invokedFunction(model, text, source.region);
    return invoked ? [{ ...invoked, source, kind: 'api' as const }] : [];
  });
  const mappings = model.ofType('AWS::Lambda::EventSourceMapping').flatMap(source => {
    const invoked = invokedFunction(model, source.text('FunctionName'), source.region);
    return invoked ? [{ ...invoked, source, kind: 'event-source' as const }] : [];
  });
  return [...integrations, ...mappings];
}

/** What the integrations of APIs call, as text. */
export function integrationTargets(model: AppModel): { source: Resource; text: string }[] {
  const uris = [
    ...model.ofType('AWS::ApiGatewayV2::Integration').map(source => ({ source, uri: source.text('IntegrationUri') })),
    ...model.ofType('AWS::ApiGateway::Method').map(source => ({ source, uri: source.text('Integration.Uri') })),
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
    const configured = invokedFunction(model, config.text('FunctionName'), config.region);
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
    const owner = model.find(alias.text('FunctionName'), FUNCTION, alias.region);
    if (owner) append(found, owner, alias);
  }
  return found;
}

/** The targets of rules that name a dead-letter queue or need one. */
export function ruleTargets(rule: Resource): { arn: string; deadLetter?: string; id: string; retries?: number }[] {
  return toRecords(rule.get('Targets')).map(target => ({
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
