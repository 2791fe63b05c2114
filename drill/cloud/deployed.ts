import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { clientConfig } from './aws-environment.js';
import { type Cloud } from './cloud.js';
import { normalName } from '../support/dns-name.js';
import { DrillError } from '../support/errors.js';
import { ResolvedValues } from '../assembly/expressions.js';
import { readExperiment, type RenderedExperiment } from '../assembly/experiments.js';
import { pathOf, TABLE_REPLICA } from '../assembly/inventory.js';
import {
  type App,
  type AppStack,
  type DeployedApp,
  type DomainMapping,
  type GlobalTableSpec,
  type HealthCheckSpec,
  type RecordSpec,
  type RouteSpec,
} from '../assembly/model.js';
import { deadLetterTargets, watchedParts, wantedExpressions } from '../assembly/watched-parts.js';
import { emptyResourceId } from '../assembly/empty-resources.js';

type Properties = Record<string, unknown>;

/** A resource with its wanted properties resolved. */
interface Found {
  readonly stack: AppStack;
  readonly logicalId: string;
  readonly type: string;
  readonly path: string;
  readonly values: unknown;
}

/** Reads, from the outputs that `adaptAssembly` added, what the deployed app turned out to be. */
export async function describeDeployed(cloud: Cloud, app: App): Promise<DeployedApp> {
  const described = await Promise.all(app.stacks.map(stack => describeStack(cloud, stack)));
  const found = described.flatMap(stack => stack.found);
  const targets = new Set(described.flatMap(stack => stack.deadLetterTargets));
  const ofType = (type: string): Found[] => found.filter(each => each.type === type);
  return {
    healthChecks: ofType('AWS::Route53::HealthCheck').map(healthCheck),
    records: [...ofType('AWS::Route53::RecordSet'), ...ofType('AWS::Route53::RecordSetGroup')].flatMap(records),
    domainMappings: [...ofType('AWS::ApiGateway::BasePathMapping'), ...ofType('AWS::ApiGatewayV2::ApiMapping')].map(
      domainMapping,
    ),
    routes: ofType('AWS::ApiGatewayV2::Route').map(route),
    globalTables: [
      ...ofType('AWS::DynamoDB::GlobalTable').map(globalTable),
      ...tablesWithReplicas(ofType('AWS::DynamoDB::Table'), ofType(TABLE_REPLICA)),
    ],
    buckets: ofType('AWS::S3::Bucket').map(each => ({ ...place(each), name: text((each.values as Properties).name) })),
    deadLetterQueues: ofType('AWS::SQS::Queue').flatMap(each => deadLetterQueue(cloud, each, targets)),
    experiments: ofType('AWS::FIS::ExperimentTemplate').map(each =>
      readExperiment({ ...place(each) }, each.values as RenderedExperiment),
    ),
    schedules: ofType('AWS::Events::Rule').flatMap(schedule),
  };
}

async function describeStack(cloud: Cloud, stack: AppStack): Promise<{ found: Found[]; deadLetterTargets: string[] }> {
  const values = new ResolvedValues(wantedExpressions(stack.template), await outputsOf(cloud, stack));
  const found = watchedParts(stack.template).flatMap(({ logicalId, resource, wanted }) => {
    const resolved = values.resolve(wanted);
    const path = pathOf(stack, logicalId, resource);
    return resolved === undefined ? [] : [{ stack, logicalId, type: resource.Type, path, values: resolved }];
  });
  return { found, deadLetterTargets: values.resolve(deadLetterTargets(stack.template)) as string[] };
}

async function outputsOf(cloud: Cloud, stack: AppStack): Promise<Map<string, string>> {
  const client = new CloudFormationClient(clientConfig(cloud, stack.region));
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stack.stackName }));
    const outputs = Stacks?.[0].Outputs ?? [];
    return new Map(outputs.map(output => [output.OutputKey as string, output.OutputValue as string]));
  } catch (cause) {
    throw new DrillError('StackMissing', `the stack "${stack.stackName}" was not found in ${stack.region}`, { cause });
  } finally {
    client.destroy();
  }
}

function healthCheck({ stack, logicalId, path, values }: Found): HealthCheckSpec {
  const { config, declared = {} } = values as { config: Properties; declared?: Properties };
  return {
    id: emptyResourceId(stack, logicalId),
    path,
    type: config.Type as HealthCheckSpec['type'],
    fqdn:
      config.FullyQualifiedDomainName === undefined
        ? undefined
        : publicHost(config.FullyQualifiedDomainName, stack.region),
    ipAddress: optionalText(config.IPAddress),
    port: optionalNumber(config.Port),
    resourcePath: optionalText(config.ResourcePath),
    searchString: optionalText(config.SearchString),
    // Defaults: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
    intervalSeconds: optionalNumber(config.RequestInterval) ?? 30,
    failureThreshold: optionalNumber(config.FailureThreshold) ?? 3,
    inverted: isTrue(config.Inverted),
    disabled: isTrue(config.Disabled),
    childIds: ((config.ChildHealthChecks ?? []) as unknown[]).map(text),
    childThreshold: optionalNumber(config.HealthThreshold),
    healthCacheSeconds: optionalNumber(declared.healthCacheSeconds),
    longestHoldSeconds: optionalNumber(declared.longestHoldSeconds),
  };
}

function records({ stack, path, values }: Found): RecordSpec[] {
  return (values as Properties[]).map(record => {
    const alias = record.alias as Properties | undefined;
    const members = ((record.ResourceRecords ?? []) as unknown[]).map(value => publicHost(value, stack.region));
    return {
      path,
      name: normalName(text(record.Name)),
      type: text(record.Type),
      ttlSeconds: optionalNumber(record.TTL),
      setIdentifier: optionalText(record.SetIdentifier),
      failover: record.Failover as RecordSpec['failover'],
      weight: optionalNumber(record.Weight),
      latencyRegion: optionalText(record.Region),
      geoLocation: geoLocation(record.GeoLocation as Properties | undefined),
      healthCheckId: optionalText(record.HealthCheckId),
      values: members,
      alias: alias && {
        name: normalName(publicHost(alias.DNSName, stack.region)),
        evaluateTargetHealth: isTrue(alias.EvaluateTargetHealth),
      },
    };
  });
}

function domainMapping({ values }: Found): DomainMapping {
  const { api, domain, stage, BasePath } = values as Properties;
  const basePath = optionalText(BasePath) ?? '';
  return { api: optionalText(api), domain: normalName(text(domain)), stage: text(stage), basePath };
}

function route({ values }: Found): RouteSpec {
  const { api, key, authorization = 'NONE' } = values as Properties;
  return { api: text(api), key: text(key), isOpen: authorization === 'NONE' };
}

function geoLocation(given: Properties | undefined): RecordSpec['geoLocation'] {
  return (
    given && {
      continent: optionalText(given.ContinentCode),
      country: optionalText(given.CountryCode),
      subdivision: optionalText(given.SubdivisionCode),
    }
  );
}

function globalTable({ stack, path, values }: Found): GlobalTableSpec {
  const { name, regions } = values as { name: string; regions: string[] };
  const replicaRegions = regions.filter(region => region !== stack.region);
  return { path, homeRegion: stack.region, tableName: name, replicaRegions };
}

/** Tables that a custom resource for each other region makes global. */
function tablesWithReplicas(tables: readonly Found[], replicas: readonly Found[]): GlobalTableSpec[] {
  return tables.flatMap(({ stack, path, values }) => {
    const tableName = text((values as Properties).name);
    const own = replicas.filter(
      replica => replica.stack === stack && (replica.values as Properties).tableName === tableName,
    );
    const replicaRegions = own.map(replica => text((replica.values as Properties).region));
    return own.length === 0 ? [] : [{ path, homeRegion: stack.region, tableName, replicaRegions }];
  });
}

/** The emulator's URL names a port of its own; calls are to go through the router. */
function deadLetterQueue(cloud: Cloud, each: Found, targets: ReadonlySet<string>): DeployedApp['deadLetterQueues'] {
  const { url, arn } = each.values as { url: string; arn: string };
  return targets.has(arn) ? [{ ...place(each), url: `${cloud.endpoint}${new URL(url).pathname}` }] : [];
}

function schedule(each: Found): DeployedApp['schedules'] {
  const { name, schedule: expression, state } = each.values as { name: string; schedule: string; state?: string };
  const everySeconds = rateSeconds(expression);
  if (everySeconds === undefined || state === 'DISABLED') return [];
  // CloudFormation's Ref of a rule on a custom bus is `bus|rule`.
  return [{ ...place(each), ruleName: name.split('|').at(-1) as string, everySeconds }];
}

const UNIT_SECONDS: Record<string, number> = { minute: 60, hour: 3600, day: 86_400 };

function rateSeconds(expression: string): number | undefined {
  const match = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  return match ? Number(match[1]) * UNIT_SECONDS[match[2]] : undefined;
}

/** The emulator gives APIs a host under `localhost`; AWS, and the drill's edges, know them by their public name. */
function publicHost(value: unknown, region: string): string {
  return text(value).replace(/\.execute-api\.localhost(:\d+)?/, `.execute-api.${region}.amazonaws.com`);
}

function place({ stack, path }: Found): { region: string; path: string } {
  return { region: stack.region, path };
}

function text(value: unknown): string {
  return String(value);
}

function optionalText(value: unknown): string | undefined {
  return value === undefined ? undefined : text(value);
}

function optionalNumber(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** Intrinsic functions give booleans as text. */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
