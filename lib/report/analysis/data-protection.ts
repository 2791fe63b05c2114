import { RecoveryPoint, type Figure, FigureKind } from '../../objectives';
import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { isTrue, toNumber, toRecord, toText } from '../../assembly/value';
import { regionOfArn } from '../../assembly/identity';
import { backupRules, dataToKeep, selectedBy, type BackupRule } from '../../assembly/relations/backups';
import { replicationLinks, staysInRegion } from '../../assembly/relations/replication';
import { legacyReplicaRegions, replicas } from '../../assembly/relations/tables';
import { reported } from '../readable';
import { type BackupReport, type DataReport } from '../report-document';
import { BACKUP } from '../../limits/backup';
import { RDS } from '../../limits/rds';
import { S3 } from '../../limits/s3';
import { regionLabel, UNKNOWN_REGION } from './region';
import { longestInterval } from '../../limits/schedule';

/** One way in which a resource's data survives something. */
interface Protection {
  readonly words: string;
  readonly figure: Figure;
  /** Region in which the data survives. */
  readonly region: string;
  /** Whether it also survives what replication copies: a wrong write, a deletion. */
  readonly survivesCorruption: boolean;
  /** Whether an app in that region reads it as it is, without a restore. */
  readonly live: boolean;
}

const GLOBAL_DATABASE: Figure = {
  value: 1,
  kind: FigureKind.OBSERVED,
  unit: 's',
  formula: 'replication of an Aurora global database, about 1 s',
  inputs: { replicationSeconds: 1 },
  assumptions: ['Aurora says "typically under a second" and promises nothing; watch AuroraGlobalDBReplicationLag'],
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html',
};

/** Every stateful resource that somebody means to keep, and what protects it. */
export function dataReports(model: AppModel): DataReport[] {
  return dataToKeep(model).map(resource => describe(model, resource));
}

/** Every backup plan, where it copies to, and what it covers. */
export function backupReports(model: AppModel): BackupReport[] {
  return model.ofType('AWS::Backup::BackupPlan').map(plan => ({
    path: plan.path,
    region: regionLabel(plan),
    copiesTo: unique(
      backupRules(model)
        .filter(rule => rule.plan === plan)
        .flatMap(copyRegions),
    ),
    covers: coveredBy(model, plan).map(resource => resource.path),
  }));
}

function describe(model: AppModel, resource: Resource): DataReport {
  const home = regionLabel(resource);
  const protections = protectionsOf(model, resource);
  const elsewhere = protections.filter(({ region }) => region !== home);
  const history = protections.filter(({ survivesCorruption }) => survivesCorruption);
  const figures = (list: readonly Protection[]): Figure[] => list.map(({ figure }) => figure);
  return {
    path: resource.path,
    type: resource.type,
    region: home,
    regions: unique([home, ...protections.filter(({ live }) => live).map(({ region }) => region)]),
    regionLoss: reported(
      RecoveryPoint.best(
        figures(elsewhere),
        `nothing of it is outside of ${home === UNKNOWN_REGION ? 'its region' : home}`,
      ),
    ),
    corruption: reported(RecoveryPoint.best(figures(history), 'no older state of it is kept')),
    protections: unique(protections.map(({ words }) => words)),
  };
}

function protectionsOf(model: AppModel, resource: Resource): Protection[] {
  const own = resource.type === 'AWS::S3::Bucket' ? bucketProtections(model, resource) : [];
  const table = resource.type.startsWith('AWS::DynamoDB') ? tableProtections(model, resource) : [];
  const database = resource.type.startsWith('AWS::RDS') ? databaseProtections(model, resource) : [];
  return [...own, ...table, ...database, ...backupProtections(model, resource)];
}

function tableProtections(model: AppModel, table: Resource): Protection[] {
  const home = regionLabel(table);
  const strong = table.text('MultiRegionConsistency') === 'STRONG';
  const copies = replicas(model).filter(replica => replica.table === table);
  const regions = [...copies.map(({ region }) => region), ...legacyReplicaRegions(model, table)];
  const settings = copies.length > 0 ? copies.map(({ replica }) => replica) : [table.properties];
  const recoverable = settings.every(setting =>
    isTrue(toRecord(setting.PointInTimeRecoverySpecification).PointInTimeRecoveryEnabled),
  );
  return [
    ...regions
      .filter(region => region !== home)
      .map(region => live(`replica in ${region}`, replicaFigure(strong), region)),
    ...(recoverable ? [history('point-in-time recovery', RecoveryPoint.pointInTimeRecovery(), home)] : []),
  ];
}

function replicaFigure(strong: boolean): Figure {
  return strong ? RecoveryPoint.globalTableStrong() : RecoveryPoint.globalTableEventual();
}

function bucketProtections(model: AppModel, bucket: Resource): Protection[] {
  const home = regionLabel(bucket);
  const links = replicationLinks(model).filter(({ source, rule }) => source === bucket && rule.Status === 'Enabled');
  const versioned = bucket.text('VersioningConfiguration.Status') === 'Enabled';
  return [
    ...links.map(link => {
      const { destination, destinationArn, rule } = link;
      const controlled = toRecord(toRecord(rule.Destination).ReplicationTime).Status === 'Enabled';
      const figure = controlled
        ? RecoveryPoint.replicationTimeControl()
        : RecoveryPoint.replicationWithoutTimeControl();
      const region = staysInRegion(link) ? home : (destination?.region ?? `the region of ${destinationArn}`);
      const where = region === home ? 'a bucket of the same region' : region;
      return live(
        `replication to ${where}${controlled ? ` within ${S3.replicationTimeMinutes} min` : ''}`,
        figure,
        region,
      );
    }),
    ...(versioned ? [history('object versions', RecoveryPoint.objectVersions(), home)] : []),
  ];
}

/** Automated backups are on for one day where a template says nothing. */
function databaseProtections(model: AppModel, database: Resource): Protection[] {
  const days = database.number('BackupRetentionPeriod') ?? RDS.defaultRetentionDays;
  return [
    ...globalDatabaseRegions(model, database).map(region =>
      live(`global database in ${region}`, GLOBAL_DATABASE, region),
    ),
    ...(days > 0 ? [history('automated backups', RecoveryPoint.databaseLogs(), regionLabel(database))] : []),
  ];
}

/** Other regions of the Aurora global database that a cluster belongs to. */
function globalDatabaseRegions(model: AppModel, cluster: Resource): string[] {
  const id = cluster.text('GlobalClusterIdentifier');
  if (id === undefined) return [];
  return model
    .ofType(cluster.type)
    .filter(other => other.text('GlobalClusterIdentifier') === id && other.region !== cluster.region)
    .map(regionLabel);
}

function backupProtections(model: AppModel, resource: Resource): Protection[] {
  return backupRules(model)
    .filter(rule => coveredBy(model, rule.plan).includes(resource))
    .flatMap(rule => [
      history(`backup in ${regionLabel(rule.plan)}`, backupFigure(rule), regionLabel(rule.plan)),
      ...copyRegions(rule).map(region => history(`backup copied to ${region}`, backupFigure(rule), region)),
    ]);
}

function backupFigure({ rule }: BackupRule): Figure {
  const expression = toText(rule.ScheduleExpression) ?? BACKUP.defaults.schedule;
  const interval = longestInterval(expression);
  if (interval === undefined) return RecoveryPoint.unprotected(`the schedule "${expression}" has no longest interval`);
  const startMinutes = toNumber(rule.StartWindowMinutes);
  return RecoveryPoint.backups({
    scheduleIntervalSeconds: interval,
    startWindowSeconds: startMinutes === undefined ? undefined : startMinutes * 60,
  });
}

function coveredBy(model: AppModel, plan: Resource): Resource[] {
  return model
    .ofType('AWS::Backup::BackupSelection')
    .filter(selection => model.find(selection.text('BackupPlanId'), [plan.type], plan.region) === plan)
    .flatMap(selection => selectedBy(model, selection));
}

function copyRegions(rule: BackupRule): string[] {
  return rule.copies.map(copy => copy.region ?? regionOfArn(copy.arn) ?? 'another region');
}

function live(words: string, figure: Figure, region: string): Protection {
  return { words, figure, region, survivesCorruption: false, live: true };
}

function history(words: string, figure: Figure, region: string): Protection {
  return { words, figure, region, survivesCorruption: true, live: false };
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
