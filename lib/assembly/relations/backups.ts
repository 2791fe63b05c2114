import { type AppModel } from '../app-model';
import { splitText } from '../resolve';
import { type Resource } from '../resource';
import { isOpaque, toRecord, toRecords, toText } from '../value';
import { replicationLinks } from './replication';
import { twinResources } from './twins';
import { regionOfArn } from '../identity';

/** Types that AWS Backup can protect and that hold data of their own. */
const STATEFUL = [
  'AWS::DynamoDB::Table',
  'AWS::DynamoDB::GlobalTable',
  'AWS::S3::Bucket',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
  'AWS::DocDB::DBCluster',
  'AWS::Neptune::DBCluster',
  'AWS::EFS::FileSystem',
];

/** Resources with data of their own; the instances of a cluster have its data. */
function stateful(model: AppModel): Resource[] {
  return model
    .ofType(...STATEFUL)
    .filter(resource => resource.type !== 'AWS::RDS::DBInstance' || resource.lacks('DBClusterIdentifier'));
}

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
    vault: model.find(toText(rule.TargetBackupVault), ['AWS::Backup::BackupVault'], plan),
    copies: toRecords(rule.CopyActions).map(copy => {
      const arn = toText(copy.DestinationBackupVaultArn) ?? '';
      return { arn, region: regionOfArn(arn), lifecycle: toRecord(copy.Lifecycle) };
    }),
  };
}

/** Stateful resources that somebody means to keep: scratch data that goes with its stack, logs and build artifacts are left out. */
export function dataToKeep(model: AppModel): Resource[] {
  const logs = model.remember(logBuckets);
  const artifacts = model.remember(artifactBuckets);
  return stateful(model).filter(resource => {
    if (resource.type !== 'AWS::S3::Bucket') return true;
    return resource.raw.DeletionPolicy !== 'Delete' && !logs.has(resource) && !artifacts.has(resource);
  });
}

/** Buckets that only receive logs. */
function logBuckets(model: AppModel): Set<Resource> {
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
export function artifactBuckets(model: AppModel): Set<Resource> {
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

/** Resources that one selection names: by ARN or tag, less what its conditions and exclusions leave out. */
export function selectedBy(model: AppModel, selection: Resource): Resource[] {
  const { named, excluded, tags, conditions } = readSelection(selection);
  const byConditionAlone = named.length === 0 && tags.length === 0 && conditions.length > 0;
  return stateful(model).filter(resource => {
    if (!sharesPlace(selection, resource) || excluded.some(pattern => matches(pattern, resource))) return false;
    const own = tagsOf(resource);
    const isNamed = named.some(pattern => matches(pattern, resource)) || tags.some(tag => tag.holds(own));
    return (isNamed || byConditionAlone) && conditions.every(condition => condition.holds(own));
  });
}

/** A comparison of a tag. */
interface TagCondition {
  readonly holds: (tags: ReadonlyMap<string, string>) => boolean;
}

function readSelection(selection: Resource): {
  named: string[];
  excluded: string[];
  tags: TagCondition[];
  conditions: TagCondition[];
} {
  const conditions = Object.entries(COMPARISONS).flatMap(([operator, compare]) =>
    selection.records(`BackupSelection.Conditions.${operator}`).map(condition => tagCondition(condition, compare)),
  );
  return {
    named: selection.list('BackupSelection.Resources').map(String),
    excluded: selection.list('BackupSelection.NotResources').map(String),
    tags: selection.records('BackupSelection.ListOfTags').map(tag => tagCondition(tag, COMPARISONS.StringEquals)),
    conditions,
  };
}

type Comparison = (own: string | undefined, wanted: string) => boolean;

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  StringEquals: (own, wanted) => own === wanted,
  StringNotEquals: (own, wanted) => own !== wanted,
  StringLike: (own, wanted) => own !== undefined && wildcard(wanted).test(own),
  StringNotLike: (own, wanted) => own === undefined || !wildcard(wanted).test(own),
};

function tagCondition(written: Record<string, unknown>, compare: Comparison): TagCondition {
  const key = String(written.ConditionKey).replace(/^aws:ResourceTag\//, '');
  return { holds: tags => compare(tags.get(key), String(written.ConditionValue)) };
}

/** Tags of a resource and of its replicas, whether written as a list or as a map. */
function tagsOf(resource: Resource): Map<string, string> {
  const lists = [
    resource.get('Tags'),
    resource.get('FileSystemTags'),
    ...resource.records('Replicas').map(replica => replica.Tags),
  ];
  return new Map(
    lists.flatMap(tags =>
      Array.isArray(tags)
        ? toRecords(tags).map(tag => [String(tag.Key), String(tag.Value)] as const)
        : Object.entries(toRecord(tags)).map(([key, value]) => [key, String(value)] as const),
    ),
  );
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
  for (const type of STATEFUL) for (const { first, second } of twinResources(model, type)) spread(first, second);
  return covered;
}

/** A plan protects its own region; a table with replicas is protected from any of theirs. */
function sharesPlace(selection: Resource, resource: Resource): boolean {
  if (selection.region === resource.region) return true;
  return resource.records('Replicas').some(replica => replica.Region === selection.region);
}

/** Whether a pattern of a selection means a resource; a region or account that is not known matches any. */
function matches(pattern: string, resource: Resource): boolean {
  if (pattern === '*' || resource.identifiers.includes(pattern)) return true;
  const { arn = '', name } = resource;
  if (!pattern.includes('*')) return pattern.endsWith(`/${name}`) || pattern.endsWith(`:${name}`);
  const wanted = splitText(pattern, ':');
  const own = splitText(arn, ':').map((part, index) =>
    index > 0 && index < 5 && isOpaque(part) ? wanted[index] : part,
  );
  if (resource.records('Replicas').length > 0) own[3] = wanted[3];
  const generated = own.join(':').replace(`\${${resource.key}}`, `${resource.stack.stackName}-${resource.logicalId}-x`);
  return [own.join(':'), generated, generated.toLowerCase()].some(text => wildcard(pattern).test(text));
}

function wildcard(pattern: string): RegExp {
  const literal = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}

/** The vault that an ARN means, where it is one of this app. */
export function vaultOf(model: AppModel, arn: string): Resource | undefined {
  return model.find(arn, ['AWS::Backup::BackupVault', 'AWS::Backup::LogicallyAirGappedBackupVault']);
}
