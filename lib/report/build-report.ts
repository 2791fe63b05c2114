import { FigureKind, RecoveryPoint } from '../objectives';
import { type AppModel } from '../assembly/app-model';
import { runsAtDeployment } from '../assembly/relations/deployment-time';
import { targetsOf } from '../assembly/relations/dns';
import { backupReports, dataReports } from './analysis/data-protection';
import { declaredObjectives, type DeclaredObjectives } from './analysis/declared-objectives';
import { Dependencies } from './analysis/dependencies';
import { availabilityOf, describeHealthCheck } from './analysis/failover-path';
import { named, reported } from './readable';
import { regionLabel } from './analysis/region';
import {
  REPORT_VERSION,
  type CostReport,
  type DataReport,
  type FigureReport,
  type ObjectivesReport,
  type ObjectiveVerdict,
  type ReportDocument,
  type ServiceReport,
  type SideReport,
} from './report-document';
import { serviceShapes, stacksOfShape, stacksOfSide, type ServiceShape, type Side } from './analysis/service-shape';
import { sideLosses, worstLoss, type SideLoss } from './analysis/side-loss';
import { singlePoints } from './analysis/single-points';
import { standbyCost } from './analysis/standby-cost';

/** The resilience report of an app, from its templates alone. */
export function buildReport(model: AppModel): ReportDocument {
  const data = dataReports(model);
  const services = serviceShapes(model, new Dependencies(model)).map(shape => describeService(model, shape, data));
  const missed = services.some(({ objectives }) => objectives.rto === 'missed' || objectives.rpo === 'missed');
  return {
    schemaVersion: REPORT_VERSION,
    regions: model.regions,
    services,
    data,
    backups: backupReports(model),
    met: !missed,
  };
}

function describeService(model: AppModel, shape: ServiceShape, data: readonly DataReport[]): ServiceReport {
  const declared = declaredObjectives(stacksOfShape(shape));
  const losses = shape.name === undefined ? [] : sideLosses(model, shape, declared);
  const { detection, rto, failback, suggestion } = worstLoss(shape, losses);
  const worst = worstDataLoss(shape, data);
  const { oneRegion, naive, correlated } = availabilityOf(rto, new Set(shape.sides.map(side => side.region)).size);
  return {
    name: shape.name ?? null,
    sides: shape.sides.map(side => describeSide(model, side, data, losses)),
    detection: reported(detection),
    rto: reported(rto),
    ...(failback && { failback: reported(failback) }),
    suggestion: suggestion ?? null,
    rpo: worst?.regionLoss ?? reported(RecoveryPoint.nothingKept()),
    rpoOf: worst?.path ?? null,
    objectives: judge(declared, shape, reported(rto), worst?.regionLoss),
    availability: { oneRegion: reported(oneRegion), naive: reported(naive), correlated: reported(correlated) },
    singlePointsOfFailure: singlePoints(model, shape, data, losses),
    standbyCost: costOf(model, shape),
  };
}

function describeSide(
  model: AppModel,
  side: Side,
  data: readonly DataReport[],
  losses: readonly SideLoss[],
): SideReport {
  const { record, region, needs, role, routing } = side;
  const deploying = runsAtDeployment(model);
  const loss = losses.find(other => other.side === side);
  const paths = new Set(needs.map(({ path }) => path));
  return {
    region,
    role: role ?? null,
    ...(routing && { routing }),
    ...(routing && loss && { recovery: reported(loss.rto) }),
    record: record?.path ?? null,
    endpoint: record ? named(model, targetsOf(record)[0] ?? '') : null,
    healthCheck: record?.healthCheck ? describeHealthCheck(model, record.healthCheck) : null,
    functions: needs
      .filter(item => item.type === 'AWS::Lambda::Function' && regionLabel(item) === region && !deploying.has(item))
      .map(({ path }) => path),
    data: data.filter(item => paths.has(item.path) && isHeldIn(item, region)).map(({ path }) => path),
  };
}

/** Whether a region holds the data under this very resource: its own, or a table that is one resource everywhere. */
function isHeldIn({ type, region, regions }: DataReport, side: string): boolean {
  return region === side || (type.startsWith('AWS::DynamoDB::') && regions.includes(side));
}

/** The data of which most is lost with a side that clients write to. */
function worstDataLoss({ sides }: ServiceShape, data: readonly DataReport[]): DataReport | undefined {
  return sides
    .filter(({ idle }, index) => !idle || index === 0)
    .flatMap(({ region, needs }) => {
      const paths = new Set(needs.map(({ path }) => path));
      return data.filter(({ path, regions }) => paths.has(path) && regions.includes(region));
    })
    .reduce<DataReport | undefined>(
      (worst, other) => (worst && lossOf(worst) >= lossOf(other) ? worst : other),
      undefined,
    );
}

function lossOf({ regionLoss }: DataReport): number {
  return regionLoss.value ?? Infinity;
}

function judge(
  declared: DeclaredObjectives,
  shape: ServiceShape,
  rto: FigureReport,
  rpo?: FigureReport,
): ObjectivesReport {
  const { rtoSeconds = null, rpoSeconds = null } = declared;
  // Without a failover name clients choose the region themselves: no time follows from templates.
  const judgesTime = rtoSeconds !== null && shape.name !== undefined;
  const judgesData = rpoSeconds !== null && rpo !== undefined;
  return {
    rtoSeconds,
    rto: judgesTime ? verdictOf(rto, rtoSeconds) : null,
    rpoSeconds,
    rpo: judgesData ? verdictOf(rpo, rpoSeconds) : null,
  };
}

function verdictOf({ value, kind }: FigureReport, promised: number): ObjectiveVerdict {
  if ((value ?? Infinity) > promised) return 'missed';
  return kind === FigureKind.BOUND ? 'met' : 'expected';
}

/** Of the regions beside the first: a standby, or those that share the work with it. */
function costOf(model: AppModel, { sides }: ServiceShape): CostReport {
  const stacks = new Set(
    sides
      .slice(1)
      .flatMap(stacksOfSide)
      .filter(({ region }) => region !== sides[0].region),
  );
  const resources = model.resources.filter(({ stack }) => stacks.has(stack));
  const used = new Set([...resources, ...sides[0].needs].map(({ type }) => type));
  const shares = sides.filter(({ idle }) => !idle).length > 1;
  const of = shares
    ? `the regions beside ${sides[0].region} before their share of the work`
    : 'a standby that nobody uses';
  return standbyCost(resources, sides.length > 1 ? used : new Set(), of);
}
