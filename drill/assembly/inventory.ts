import { type AppStack, type ResourceRef, type TemplateResource } from './model.js';

/** With this custom resource a table of the CDK's first construct for it (`replicationRegions`) gets a replica. */
export const TABLE_REPLICA = 'Custom::DynamoDBReplica';

/** What the drill itself does from the template's values, after AWS's documentation. */
const SIMULATED = new Set([
  'AWS::Route53::HealthCheck',
  'AWS::Route53::RecordSet',
  'AWS::Route53::RecordSetGroup',
  TABLE_REPLICA,
]);

/** The emulator runs functions without their layers' `/opt`, from which this one's runs the AWS CLI. */
const NEEDS_LAYER = new Set(['Custom::CDKBucketDeployment']);

/** Forms of types that the emulator hosts otherwise: alarms on a band or on what a search finds, scaling of other things than functions. */
const UNSUPPORTED_FORMS: Readonly<Record<string, (properties: Record<string, unknown>) => boolean>> = {
  'AWS::CloudWatch::Alarm': ({ Metrics }) =>
    /"Expression":"[^"]*(ANOMALY_DETECTION_BAND|SEARCH\()/i.test(JSON.stringify(Metrics ?? [])),
  'AWS::ApplicationAutoScaling::ScalableTarget': ({ ScalableDimension }) =>
    ScalableDimension !== 'lambda:function:ProvisionedConcurrency',
  'AWS::ApplicationAutoScaling::ScalingPolicy': ({ TargetTrackingScalingPolicyConfiguration: tracking }) =>
    !JSON.stringify(tracking ?? {}).includes('LambdaProvisionedConcurrencyUtilization'),
};

/**
 * Kept by the emulator as they were written, and read by nothing that does something: plans that make no backup, networks
 * that deliver nothing.
 */
const STORED = /^AWS::(AutoScaling|Backup|CloudFront|Glue|OpenSearchService|WAFv2)::|^AWS::CloudWatch::Dashboard$/;

/** Types whose function the emulator calls, whatever their name. */
const CUSTOM = /^(Custom::|AWS::CloudFormation::CustomResource$)/;

/** Health checks that follow an alarm or a routing control: nothing in the drill changes their status. */
const UNOBSERVED = new Set<unknown>(['CLOUDWATCH_METRIC', 'RECOVERY_CONTROL']);

export type Treatment = 'emulated' | 'simulated' | 'stored' | 'placeholder';

/** How the drill treats a resource. */
export function treatmentOf(
  { Type: type, Properties }: TemplateResource,
  supportedTypes: ReadonlySet<string>,
): Treatment {
  if (SIMULATED.has(type)) return UNOBSERVED.has(healthCheckType(Properties)) ? 'placeholder' : 'simulated';
  if (NEEDS_LAYER.has(type) || UNSUPPORTED_FORMS[type]?.(Properties ?? {})) return 'placeholder';
  if (!supportedTypes.has(type) && !CUSTOM.test(type)) return 'placeholder';
  return STORED.test(type) ? 'stored' : 'emulated';
}

function healthCheckType(properties: Record<string, unknown> = {}): unknown {
  return (properties.HealthCheckConfig as { Type?: unknown } | undefined)?.Type;
}

export function isCustomResource(type: string): boolean {
  return CUSTOM.test(type);
}

/** Construct path where the template has one, `<stack>/<logical id>` otherwise. */
export function pathOf(stack: Pick<AppStack, 'id'>, logicalId: string, resource: TemplateResource): string {
  const path = resource.Metadata?.['aws:cdk:path'];
  return typeof path === 'string' ? path : `${stack.id}/${logicalId}`;
}

export function refOf(
  stack: Pick<AppStack, 'id' | 'region'>,
  logicalId: string,
  resource: TemplateResource,
): ResourceRef {
  return { type: resource.Type, path: pathOf(stack, logicalId, resource), region: stack.region };
}
