import type { AppModel } from '../model/app-model';
import type { Resource } from '../model/resource';
import { isOpaque, toRecord, toRecords, toText } from '../model/value';
import { replicationLinks } from './replication';
import { twinResources } from './twins';

/** Types that AWS Backup can protect and that hold data of their own. */
const STATEFUL = [
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::S3::Bucket',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
  'AWS::EFS::FileSystem',
];

/** One rule of a backup plan. */
export interface BackupRule {
  readonly plan: Resource;
  readonly name: string;
  readonly rule: Record<string, unknown>;
  readonly vault?: Resource;
  readonly copies: readonly {
    readonly arn: string;
    readonly region?: string;
    readonly lifecycle: Record<string, unknown>;
  }[];
}

export function plans(model: AppModel): Resource[] {
  return model.ofType('AWS::Backup::BackupPlan');
}

/** Every rule of every plan. */
export function backupRules(model: AppModel): BackupRule[] {
  return plans(model).flatMap(plan =>
    plan.records('BackupPlan.BackupPlanRule').map(rule => readRule(model, plan, rule)),
  );
}

function readRule(model: AppModel, plan: Resource, rule: Record<string, unknown>): BackupRule {
  return {
    plan,
    name: toText(rule.RuleName) ?? 'unnamed',
    rule,
    vault: model.find(toText(rule.TargetBackupVault), ['AWS::Backup::BackupVault'], plan.region),
    copies: toRecords(rule.CopyActions).map(copy => {
      const arn = toText(copy.DestinationBackupVaultArn) ?? '';
      return { arn, region: regionOfArn(arn), lifecycle: toRecord(copy.Lifecycle) };
    }),
  };
}

/** The region in an ARN, where it is written there. */
export function regionOfArn(arn: string): string | undefined {
  const region = /^arn:[^:]*:[^:]*:([^:]*):/.exec(arn)?.[1];
  return region === undefined || region === '' || isOpaque(region) ? undefined : region;
}

/** Stateful resources that somebody means to keep: scratch data that goes with its stack, logs and build artifacts are left out. */
export function dataToKeep(model: AppModel): Resource[] {
  const logs = model.remember(logBuckets);
  const artifacts = model.remember(artifactBuckets);
  return model.ofType(...STATEFUL).filter(resource => {
    // The data of an Aurora cluster is the cluster's; its instances hold none of their own.
    if (resource.type === 'AWS::RDS::DBInstance') return resource.lacks('DBClusterIdentifier');
    if (resource.type !== 'AWS::S3::Bucket') return true;
    return resource.raw.DeletionPolicy !== 'Delete' && !logs.has(resource) && !artifacts.has(resource);
  });
}

/** Buckets that only receive logs. */
export function logBuckets(model: AppModel): Set<Resource> {
  const named = [
    ...model.ofType('AWS::S3::Bucket').map(bucket => bucket.text('LoggingConfiguration.DestinationBucketName')),
    ...model.ofType('AWS::CloudTrail::Trail').map(trail => trail.text('S3BucketName')),
    ...model
      .ofType('AWS::CloudFront::Distribution')
      .map(distribution => distribution.text('DistributionConfig.Logging.Bucket')),
  ];
  return bucketsOf(model, named);
}

/** Buckets that pipelines pass build artifacts through, which the next run makes again. */
function artifactBuckets(model: AppModel): Set<Resource> {
  const stores = model
    .ofType('AWS::CodePipeline::Pipeline')
    .flatMap(pipeline => [
      pipeline.text('ArtifactStore.Location'),
      ...pipeline.records('ArtifactStores').map(store => toText(toRecord(store.ArtifactStore).Location)),
    ]);
  return bucketsOf(model, stores);
}

function bucketsOf(model: AppModel, names: readonly (string | undefined)[]): Set<Resource> {
  return new Set(names.map(name => model.find(name, ['AWS::S3::Bucket'])).filter(bucket => bucket !== undefined));
}

/** Every resource that some selection of some plan names, by ARN, wildcard or tag. */
export function selectedResources(model: AppModel): Set<Resource> {
  return model.remember(readSelected);
}

/** Whether a resource is in a backup: itself, the bucket that it is a replica of, or its copy in the other region. */
export function isBackedUp(model: AppModel, resource: Resource): boolean {
  return model.remember(readCovered).has(resource);
}

/** Resources that one selection names. */
export function selectedBy(model: AppModel, selection: Resource): Resource[] {
  const patterns = selection.list('BackupSelection.Resources').map(String);
  const tags = tagsOf(selection);
  const excluded = new Set(selection.list('BackupSelection.NotResources').map(String));
  return model
    .ofType(...STATEFUL)
    .filter(resource => sharesPlace(selection, resource) && !excluded.has(resource.arn ?? ''))
    .filter(resource => isSelected(resource, patterns, tags));
}

function readSelected(model: AppModel): Set<Resource> {
  return new Set(model.ofType('AWS::Backup::BackupSelection').flatMap(selection => selectedBy(model, selection)));
}

function readCovered(model: AppModel): Set<Resource> {
  const covered = new Set(selectedResources(model));
  const spread = (one: Resource, other: Resource): void => {
    if (covered.has(one)) covered.add(other);
    else if (covered.has(other)) covered.add(one);
  };
  for (const link of replicationLinks(model)) if (link.destination) spread(link.source, link.destination);
  for (const { first, second } of twinResources(model, 'AWS::S3::Bucket')) spread(first, second);
  return covered;
}

/** A plan protects its own region; a table with replicas is protected from any of theirs. */
function sharesPlace(selection: Resource, resource: Resource): boolean {
  if (selection.region === resource.region) return true;
  return resource.records('Replicas').some(replica => replica.Region === selection.region);
}

function isSelected(
  resource: Resource,
  patterns: readonly string[],
  tags: readonly (readonly [string, string])[],
): boolean {
  if (patterns.some(pattern => matches(pattern, resource))) return patterns.length > 0;
  const own = new Map(
    [...toRecords(resource.get('Tags')), ...toRecords(resource.get('FileSystemTags'))].map(tag => [tag.Key, tag.Value]),
  );
  const ofReplica = resource.records('Replicas').flatMap(replica => toRecords(replica.Tags));
  for (const tag of ofReplica) own.set(tag.Key, tag.Value);
  return tags.some(([key, value]) => own.get(key) === value);
}

function matches(pattern: string, resource: Resource): boolean {
  if (pattern === '*') return true;
  if (resource.identifiers.some(identifier => identifier === pattern)) return true;
  const name = resource.name;
  if (!pattern.includes('*')) return pattern.endsWith(`/${name}`) || pattern.endsWith(`:${name}`);
  const prefix = pattern.slice(0, pattern.indexOf('*'));
  return (resource.arn ?? '').startsWith(prefix);
}

function tagsOf(selection: Resource): (readonly [string, string])[] {
  const listed = selection
    .records('BackupSelection.ListOfTags')
    .map(tag => [String(tag.ConditionKey), String(tag.ConditionValue)] as const);
  const conditions = selection
    .records('BackupSelection.Conditions.StringEquals')
    .map(tag => [String(tag.ConditionKey).replace(/^aws:ResourceTag\//, ''), String(tag.ConditionValue)] as const);
  return [...listed, ...(selection.lacks('BackupSelection.Resources') ? conditions : [])];
}

/** The vault that an ARN means, where it is one of this app. */
export function vaultOf(model: AppModel, arn: string): Resource | undefined {
  return model.find(arn, ['AWS::Backup::BackupVault', 'AWS::Backup::LogicallyAirGappedBackupVault']);
}
