import { RecoveryPoint } from '../objectives';
import type { AppModel } from '../rules/model/app-model';
import { targetsOf } from '../rules/relations/dns';
import { backupReports, dataReports } from './data-protection';
import { declaredObjectives } from './declared-objectives';
import type { DeclaredObjectives } from './declared-objectives';
import { Dependencies } from './dependencies';
import { availabilityOf, describeHealthCheck, failoverFigures } from './failover-path';
import { named, reported } from './figures';
import { regionOf } from './region';
import type {
  CostReport,
  DataReport,
  FigureReport,
  ObjectivesReport,
  ReportDocument,
  ServiceReport,
  SideReport,
} from './report-document';
import { serviceShapes, stacksOf, stacksOfSide } from './service-shape';
import type { ServiceShape, Side } from './service-shape';
import { singlePoints } from './single-points';
import { standbyCost } from './standby-cost';

/** The resilience report of an app, from its templates alone. */
export function buildReport(model: AppModel): ReportDocument {
  const data = dataReports(model);
  const services = serviceShapes(model, new Dependencies(model)).map(shape => describeService(model, shape, data));
  const missed = services.some(({ objectives }) => objectives.rtoMet === false || objectives.rpoMet === false);
  return {
    schemaVersion: 1,
    regions: model.regions,
    services,
    data,
    backups: backupReports(model),
    met: !missed,
  };
}

function describeService(model: AppModel, shape: ServiceShape, data: readonly DataReport[]): ServiceReport {
  const declared = declaredObjectives(stacksOf(shape));
  const primary = shape.sides.map(side => side.record).find(record => record?.failover === 'PRIMARY');
  const { detection, rto, suggestion } = failoverFigures(model, primary, declared);
  const worst = worstLoss(shape, data);
  const { oneRegion, naive, correlated } = availabilityOf(rto, new Set(shape.sides.map(side => side.region)).size);
  return {
    name: shape.name ?? null,
    sides: shape.sides.map(side => describeSide(model, side, data)),
    detection: reported(detection),
    rto: reported(rto),
    suggestion: suggestion ?? null,
    rpo: worst?.regionLoss ?? reported(RecoveryPoint.nothingKept()),
    rpoOf: worst?.path ?? null,
    objectives: judge(declared, shape, reported(rto), worst?.regionLoss),
    availability: { oneRegion: reported(oneRegion), naive: reported(naive), correlated: reported(correlated) },
    singlePointsOfFailure: singlePoints(model, shape, data),
    standbyCost: costOf(model, shape),
  };
}

function describeSide(model: AppModel, side: Side, data: readonly DataReport[]): SideReport {
  const { record, region, needs } = side;
  const paths = new Set(needs.map(({ path }) => path));
  const role = record?.failover;
  return {
    region,
    role: role === 'PRIMARY' || role === 'SECONDARY' ? role : null,
    record: record?.path ?? null,
    endpoint: record ? named(model, targetsOf(record)[0] ?? '') : null,
    healthCheck: record?.healthCheck ? describeHealthCheck(model, record.healthCheck) : null,
    functions: needs
      .filter(item => item.type === 'AWS::Lambda::Function' && regionOf(item) === region)
      .map(({ path }) => path),
    data: data.filter(item => paths.has(item.path) && isHeldIn(item, region)).map(({ path }) => path),
  };
}

/** Whether a region holds the data under this very resource: its own, or a table that is one resource everywhere. */
function isHeldIn({ type, region, regions }: DataReport, side: string): boolean {
  return region === side || (type === 'AWS::DynamoDB::GlobalTable' && regions.includes(side));
}

/** The data of the side that is lost first, of which most is lost with it. */
function worstLoss({ sides }: ServiceShape, data: readonly DataReport[]): DataReport | undefined {
  const lost = sides[0];
  const paths = new Set(lost.needs.map(({ path }) => path));
  return data
    .filter(({ path, regions }) => paths.has(path) && regions.includes(lost.region))
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
    rtoMet: judgesTime ? (rto.value ?? Infinity) <= rtoSeconds : null,
    rpoSeconds,
    rpoMet: judgesData ? (rpo.value ?? Infinity) <= rpoSeconds : null,
  };
}

function costOf(model: AppModel, { sides }: ServiceShape): CostReport {
  const stacks = new Set(
    sides
      .slice(1)
      .flatMap(stacksOfSide)
      .filter(({ region }) => region !== sides[0].region),
  );
  const resources = model.resources.filter(({ stack }) => stacks.has(stack));
  const used = new Set([...resources, ...sides[0].needs].map(({ type }) => type));
  return standbyCost(resources, sides.length > 1 ? used : new Set());
}
