import { normalName } from '../../private/dns-name';
import { type AppModel } from '../app-model';
import { append } from '../append';
import { type Resource } from '../resource';
import { isTrue, toNumber, toRecord, toText } from '../value';
import { metricsOf, watchedBy } from './alarms';
import { readRouting, type Routing } from './routing';
import { firstTwin } from './twins';

/** A DNS record with a routing policy, of a record set or of a group of them. */
export interface DnsRecord {
  readonly resource: Resource;
  readonly path: string;
  /** Lower case, without the trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly zone: string;
  readonly ttlSeconds?: number;
  readonly setIdentifier?: string;
  readonly failover?: string;
  /** Its weight, region or another policy that chooses between records of one name. */
  readonly routing?: Routing;
  readonly healthCheckId?: string;
  readonly healthCheck?: Resource;
  readonly values: readonly string[];
  readonly alias?: { readonly dnsName: string; readonly evaluatesTargetHealth: boolean };
}

/** Every record that chooses between targets by failover. */
export function failoverRecords(model: AppModel): DnsRecord[] {
  return dnsRecords(model).filter(record => record.failover !== undefined);
}

/** Failover records by the name that they answer for. */
export function failoverGroups(model: AppModel): DnsRecord[][] {
  return model.remember(groupFailoverRecords);
}

/** The PRIMARY and SECONDARY of every name that has one of each. */
export function failoverPairs(model: AppModel): { primary: DnsRecord; secondary: DnsRecord }[] {
  return failoverGroups(model).flatMap(group => {
    const primary = group.find(record => record.failover === 'PRIMARY');
    const secondary = group.find(record => record.failover === 'SECONDARY');
    return primary && secondary ? [{ primary, secondary }] : [];
  });
}

/** Health checks that look at an endpoint. */
export function endpointChecks(model: AppModel): Resource[] {
  return model
    .ofType('AWS::Route53::HealthCheck')
    .filter(check => /^(HTTP|TCP)/.test(check.text('HealthCheckConfig.Type') ?? ''));
}

/** Health checks that feed some record, directly or as a child of a calculated one. */
export function attachedChecks(model: AppModel): Set<Resource> {
  return model.remember(readAttachedChecks);
}

function readAttachedChecks(model: AppModel): Set<Resource> {
  const attached = new Set<Resource>();
  for (const { healthCheck } of dnsRecords(model)) if (healthCheck) addWithChildren(model, healthCheck, attached);
  return attached;
}

function addWithChildren(model: AppModel, check: Resource, found: Set<Resource>): Set<Resource> {
  if (found.has(check)) return found;
  found.add(check);
  for (const child of childrenOf(check)) {
    const resource = model.find(child, ['AWS::Route53::HealthCheck']);
    if (resource) addWithChildren(model, resource, found);
  }
  return found;
}

/** Where the checks behind a record look: at a host's region, or at that of what an alarm watches. */
export function checkedRegions(model: AppModel, record: DnsRecord): { check: Resource; region: string }[] {
  if (!record.healthCheck) return [];
  return [...addWithChildren(model, record.healthCheck, new Set())].flatMap(check => {
    const host = check.text('HealthCheckConfig.FullyQualifiedDomainName');
    const region = host === undefined ? watchedRegion(model, check) : regionOfHost(model, host);
    return region === undefined ? [] : [{ check, region }];
  });
}

/** An alarm on a switch may be anywhere; one on a resource speaks of the region of that resource. */
function watchedRegion(model: AppModel, check: Resource): string | undefined {
  const alarm = model.find(
    check.text('HealthCheckConfig.AlarmIdentifier.Name'),
    ['AWS::CloudWatch::Alarm'],
    check.text('HealthCheckConfig.AlarmIdentifier.Region'),
  );
  const watched = alarm && metricsOf(alarm).flatMap(metric => watchedBy(model, alarm, metric));
  return watched?.find(resource => resource.type !== 'AWS::Route53::HealthCheck')?.region;
}

/** Where a record leads: its alias, or its values. */
export function targetsOf(record: DnsRecord): readonly string[] {
  return record.alias ? [record.alias.dnsName] : record.values;
}

/** A host as DNS compares it; a load balancer answers with and without its prefix. */
export function normalTarget(target: string): string {
  return normalName(target).replace(/^dualstack\./, '');
}

/** Region that a record sends clients to, where that can be told. */
export function regionOfRecord(model: AppModel, record: DnsRecord): string | undefined {
  return targetsOf(record)
    .map(target => regionOfHost(model, target))
    .find(region => region !== undefined);
}

/** Region that a host name belongs to: written in it, or that of the resource it means. */
export function regionOfHost(model: AppModel, host: string): string | undefined {
  const written =
    /(?:execute-api|lambda-url|appsync-api)\.([a-z]{2}(?:-[a-z]+)+-\d)\.|\.([a-z]{2}(?:-[a-z]+)+-\d)\.elb\.amazonaws/.exec(
      host,
    );
  if (written) return written[1] ?? written[2];
  const owner =
    model.mentioned(host).find(({ type }) => type.startsWith('AWS::')) ??
    model.named(host).find(resource => resource.type.endsWith('::DomainName'));
  return owner?.region;
}

/** Every record of the app. */
export function dnsRecords(model: AppModel): DnsRecord[] {
  return model.remember(readRecords);
}

function readRecords(model: AppModel): DnsRecord[] {
  const single = model
    .ofType('AWS::Route53::RecordSet')
    .map(resource => readRecord(model, resource, resource.properties, {}));
  const grouped = model
    .ofType('AWS::Route53::RecordSetGroup')
    .flatMap(resource =>
      resource.records('RecordSets').map(record => readRecord(model, resource, record, resource.properties)),
    );
  return [...single, ...grouped];
}

function readRecord(
  model: AppModel,
  resource: Resource,
  record: Record<string, unknown>,
  group: Record<string, unknown>,
): DnsRecord {
  const alias = toRecord(record.AliasTarget);
  const healthCheckId = toText(record.HealthCheckId);
  return {
    resource,
    path: resource.path,
    name: normalName(toText(record.Name) ?? ''),
    type: toText(record.Type) ?? '',
    zone:
      toText(record.HostedZoneId ?? group.HostedZoneId) ??
      normalName(toText(record.HostedZoneName ?? group.HostedZoneName) ?? ''),
    ttlSeconds: toNumber(record.TTL),
    setIdentifier: toText(record.SetIdentifier),
    failover: toText(record.Failover),
    routing: readRouting(record),
    healthCheckId,
    healthCheck: model.find(healthCheckId, ['AWS::Route53::HealthCheck']),
    values: (Array.isArray(record.ResourceRecords) ? record.ResourceRecords : []).map(String),
    alias: record.AliasTarget
      ? { dnsName: toText(alias.DNSName) ?? '', evaluatesTargetHealth: isTrue(alias.EvaluateTargetHealth) }
      : undefined,
  };
}

function groupFailoverRecords(model: AppModel): DnsRecord[][] {
  return recordGroups(model)
    .map(group => group.filter(record => record.failover !== undefined))
    .filter(group => group.length > 0);
}

/** Records by the name that they answer for, of every name that has a choice: by failover, or by a routing policy. */
export function recordGroups(model: AppModel): DnsRecord[][] {
  return [...model.remember(groupsByName).values()];
}

function groupsByName(model: AppModel): Map<string, DnsRecord[]> {
  const groups = new Map<string, DnsRecord[]>();
  for (const record of dnsRecords(model)) {
    if (record.failover !== undefined || record.routing !== undefined) append(groups, groupKey(model, record), record);
  }
  return groups;
}

function groupKey(model: AppModel, record: DnsRecord): string {
  return [record.name, record.type, record.zone].map(text => acrossTwins(model, record.resource, text)).join(' ');
}

/** One template in two regions has the same parameters in both: what they are is the same, whatever it is. */
function acrossTwins(model: AppModel, { stack }: Resource, text: string): string {
  if (!text.includes('${') || model.mentioned(text).length > 0) return text;
  return text.split(`\${${stack.id}.`).join(`\${${firstTwin(model, stack).id}.`);
}

/** The children of a calculated health check. */
export function childrenOf(check: Resource): string[] {
  return check.list('HealthCheckConfig.ChildHealthChecks').map(String);
}

/** Whether a record is an alias that follows the health of a load balancer, which needs no check of its own. */
export function followsLoadBalancer(model: AppModel, record: DnsRecord): boolean {
  if (!record.alias?.evaluatesTargetHealth) return false;
  const { dnsName } = record.alias;
  return (
    dnsName.includes('.elb.') ||
    model.mentioned(dnsName).some(target => target.type.startsWith('AWS::ElasticLoadBalancing'))
  );
}

/** Whether a record is an alias that follows the health of something which has one: a load balancer, or records with a choice. */
export function followsTarget(model: AppModel, record: DnsRecord): boolean {
  if (followsLoadBalancer(model, record)) return true;
  const target = normalName(record.alias?.dnsName ?? '');
  return record.alias?.evaluatesTargetHealth === true && recordGroups(model).some(([{ name }]) => name === target);
}

/** Whether a host belongs to API Gateway, a function URL or AppSync: by its name, or as the custom domain of an API. */
export function leadsToApi(model: AppModel, host: string): boolean {
  if (/\.(execute-api|lambda-url|appsync-api)\./.test(host)) return true;
  return [...model.mentioned(host), ...model.named(host)].some(resource => resource.type.startsWith('AWS::ApiGateway'));
}

/** Region of a record's stack, where the other record of its name is written by a stack of another region. */
export function regionByStack(model: AppModel, record: DnsRecord): string | undefined {
  const group = model.remember(groupsByName).get(groupKey(model, record)) ?? [];
  const regions = new Set(group.map(other => other.resource.region));
  return regions.size > 1 ? record.resource.region : undefined;
}
