import { type AppModel } from '../../assembly/app-model';
import { isWithin } from '../../assembly/relations/routing';
import { followsLoadBalancer, type DnsRecord } from '../../assembly/relations/dns';
import { type DeclaredObjectives } from './declared-objectives';
import { healthCheckFigures, never, ttlOf, worstOf, type FailoverFigures } from './failover-path';
import { loadBalancerFigures } from './load-balancer-watch';
import { type ServiceShape, type Side } from './service-shape';

/** What the loss of one side means for the clients that are sent there. */
export interface SideLoss extends FailoverFigures {
  readonly side: Side;
  /** Why DNS never leaves the side, where nothing watches it or nobody else answers. */
  readonly stays?: string;
}

/** What the loss of each side means that clients are sent to while all is well. */
export function sideLosses(model: AppModel, shape: ServiceShape, declared: DeclaredObjectives): SideLoss[] {
  const active = shape.sides.filter(({ idle }) => !idle);
  return active.map(side => ({ side, ...lossOf(model, side, shape.sides, declared) }));
}

/** How long it takes until clients of a service are answered again, whichever side is lost: the worst decides. */
export function worstLoss(shape: ServiceShape, losses: readonly SideLoss[]): FailoverFigures {
  const regions = new Set(shape.sides.map(({ region }) => region));
  if (shape.name === undefined) {
    return never(
      regions.size < 2 ? 'the app runs in one region' : 'no DNS name leads clients from one region to another',
    );
  }
  if (losses.length === 0) return never('nothing leads clients from one region to another: there is no PRIMARY record');
  return worstOf(losses);
}

type Loss = FailoverFigures & Pick<SideLoss, 'stays'>;

function lossOf(model: AppModel, side: Side, all: readonly Side[], declared: DeclaredObjectives): Loss {
  const { chain } = side;
  for (let level = chain.length - 1; level >= 0; level--) {
    if (all.some(other => answersInstead(side, other, level))) return leave(model, chain, level, declared);
  }
  return nobodyElse(side);
}

/** Whether another side is an answer to those that the record at a level of the way was the answer for. */
function answersInstead(side: Side, other: Side, level: number): boolean {
  const [lost, instead] = [side.chain[level], other.chain[level]];
  const sameWay = side.chain.slice(0, level).every((record, index) => record === other.chain[index]);
  if (!sameWay || instead === undefined || instead === lost) return false;
  if (lost.failover !== undefined) return true;
  const servesThem = lost.routing?.location === undefined || isWithin(lost.routing.location, instead.routing?.location);
  return other.region !== side.region && servesThem;
}

/** How long DNS takes to leave a record of the way: by its own health check, or by the health of what it is an alias of. */
function leave(model: AppModel, chain: readonly DnsRecord[], level: number, declared: DeclaredObjectives): Loss {
  const record = chain[level];
  const leaf = chain[chain.length - 1];
  if (record.healthCheck) return healthCheckFigures(model, record.healthCheck, ttlOf(leaf), declared);
  if (record.healthCheckId !== undefined) {
    return never(`the health check of the record "${record.path}" is not in the app`);
  }
  if (followsLoadBalancer(model, record)) {
    const figures = loadBalancerFigures(model, record, ttlOf(leaf), declared);
    return figures.rto.value === undefined
      ? { ...figures, stays: figures.rto.formula.replace(/^unbounded: /, '') }
      : figures;
  }
  if (level < chain.length - 1 && record.alias?.evaluatesTargetHealth) return leave(model, chain, level + 1, declared);
  const role = record.failover ? `${record.failover} record` : 'record';
  return staying(`the ${role} of "${record.name}"`, `the ${role} "${record.path}" has no health check`);
}

function staying(what: string, reason: string): Loss {
  return { ...never(reason), stays: `${what} has no health check, so DNS never leaves it` };
}

function nobodyElse({ chain, region }: Side): Loss {
  const { name, routing } = chain[0];
  const location = routing?.location ?? [];
  const whom =
    location.length > 0 ? `clients in ${location.join('-')}` : routing?.location ? 'all other clients' : 'its clients';
  const reason = `"${name}" has no answer outside of ${region} for ${whom}`;
  return { ...never(reason), stays: reason };
}
