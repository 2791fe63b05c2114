import { fixOf } from '../assembly/grants.js';
import { type Decision, type RegionDecisions, type IamMode } from '../cloud/decisions.js';
import { type PhysicalName } from '../cloud/physical-names.js';

/** What AWS would have said to every call of the app, as far as its policies tell. */
export interface RightsReport {
  readonly mode: Exclude<IamMode, 'off'>;
  /** Calls that were judged. */
  readonly judged: number;
  /** Real milliseconds that judging took. */
  readonly millis: number;
  /** Calls that AWS would refuse, one entry a cause; what only a standby lacks comes first. */
  readonly refused: readonly Refusal[];
  /** Calls that nobody here can decide on; they passed. */
  readonly undecided: readonly Undecided[];
  /** Rights that were granted to roles which did something, and that no call used. A hint: error paths may need them. */
  readonly unused: readonly UnusedRights[];
  readonly notEnforced: readonly string[];
}

export interface Refusal {
  /** Construct path of who called, where it is the app's; its name otherwise. */
  readonly caller: string;
  /** Construct path or name of the role, where one was used. */
  readonly role: string | null;
  /** The service that the resource has to let in, or that acts in the role's name. */
  readonly service: string | null;
  /** ARN for which the service called. */
  readonly source: string | null;
  readonly action: string;
  readonly resource: string;
  readonly resourcePath: string | null;
  readonly region: string;
  /** Simulated seconds since the load began; null before it. */
  readonly firstAt: number | null;
  /** What the drill was doing then. */
  readonly phase: string;
  readonly count: number;
  readonly why: string;
  /** The line that mends it. */
  readonly fix: string;
}

interface Undecided {
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
  readonly region: string;
  readonly count: number;
  readonly why: string;
}

interface UnusedRights {
  readonly role: string;
  readonly actions: readonly string[];
}

/** When what happened: tells a moment of the real clock in simulated seconds, and which phase it belongs to. */
export interface Timing {
  at(epochMillis: number): { readonly firstAt: number | null; readonly phase: string };
}

/** What a policy may forbid on AWS, and nobody asks about here. */
const NOT_ENFORCED = [
  'what CloudFormation itself does, and the roles of the CDK CLI beyond the calls that it makes',
  'what a state machine reads and writes besides its tasks; targets of EventBridge Scheduler by aws-sdk; integrations of API Gateway other than functions',
  'customer-managed keys of single objects, replicas of tables and streams',
  'writing logs, traces and metrics of the runtime itself',
  'AWS Backup, and whatever else is a placeholder',
  'service and resource control policies, VPC endpoints, other accounts, tags on creation, NotPrincipal',
];

/** Rights that the emulator uses in the app's place. */
const NOT_EXERCISED = /^(logs|xray|cloudwatch):/;

export function rightsReport(
  mode: Exclude<IamMode, 'off'>,
  regions: readonly RegionDecisions[],
  names: readonly PhysicalName[],
  primary: string,
  timing: Timing,
): RightsReport {
  const index = new Names(names);
  const rows = regions.flatMap(({ region, decisions }) => decisions.map(decision => ({ region, decision })));
  const refused = rows
    .filter(({ decision }) => decision.decision === 'deny')
    .map(({ region, decision }) => refusal(region, decision, index, timing));
  return {
    mode,
    judged: rows.reduce((sum, { decision }) => sum + decision.count, 0),
    millis: Math.round(regions.reduce((sum, { millis }) => sum + millis, 0)),
    refused: sorted(refused, primary),
    undecided: rows
      .filter(({ decision }) => decision.decision === 'undecided')
      .map(({ region, decision: { action, resource, count, why, ...caller } }) => {
        return { caller: index.callerOf(caller, region), action, resource, region, count, why };
      }),
    unused: unusedRights(regions, index),
    notEnforced: NOT_ENFORCED,
  };
}

function refusal(region: string, decision: Decision, index: Names, timing: Timing): Refusal {
  const { action, resource, why, count } = decision;
  const caller = index.callerOf(decision, region);
  const role = decision.role === undefined ? null : (index.path('iam', region, decision.role) ?? decision.role);
  const resourcePath = index.pathOf(resource, region);
  const isExplicit = why.startsWith('an explicit Deny');
  const service = decision.kind === 'service' || action === 'sts:AssumeRole' ? decision.service : undefined;
  const fix = fixOf({ action, resource, resourcePath, caller, service, source: decision.source, isExplicit });
  const { firstAt, phase } = timing.at(decision.firstAt);
  const source = decision.source ?? null;
  return {
    caller,
    role,
    service: decision.service ?? null,
    source,
    action,
    resource,
    resourcePath,
    region,
    firstAt,
    phase,
    count,
    why,
    fix,
  };
}

/** What is refused outside the primary only would show after a failover, and nowhere before: it comes first. */
function sorted(refused: readonly Refusal[], primary: string): Refusal[] {
  const inPrimary = new Set(
    refused.filter(({ region }) => region === primary).map(({ action, why }) => `${action} ${why}`),
  );
  const rank = ({ region, action, why }: Refusal): number =>
    region !== primary && !inPrimary.has(`${action} ${why}`) ? 0 : 1;
  return [...refused].sort((a, b) => rank(a) - rank(b) || b.count - a.count);
}

/** A right that is used in one region is used. Roles that did nothing at all say nothing about their rights. */
function unusedRights(regions: readonly RegionDecisions[], index: Names): UnusedRights[] {
  const busy = new Set(regions.flatMap(({ decisions }) => decisions.map(({ role }) => role)));
  const all = regions.flatMap(({ region, rights }) => rights.map(right => ({ region, ...right })));
  const key = (right: { role: string; action: string; resources: readonly string[] }): string =>
    JSON.stringify([right.role, right.action, right.resources]);
  const used = new Set(all.filter(right => right.used).map(key));
  const unused = new Map<string, Set<string>>();
  for (const right of all) {
    if (used.has(key(right)) || !busy.has(right.role) || NOT_EXERCISED.test(right.action)) continue;
    const role = index.path('iam', right.region, right.role);
    if (role === undefined) continue;
    unused.set(role, (unused.get(role) ?? new Set()).add(right.action));
  }
  return [...unused]
    .map(([role, actions]) => ({ role, actions: [...actions].sort() }))
    .sort((a, b) => a.role.localeCompare(b.role));
}

/** Types of resources whose ARN has the service's name in it. */
const TYPES: Readonly<Record<string, RegExp>> = {
  apigateway: /^AWS::ApiGateway/,
  cloudwatch: /^AWS::CloudWatch::Alarm$/,
  dynamodb: /^AWS::DynamoDB::/,
  events: /^AWS::Events::/,
  'execute-api': /^AWS::ApiGateway(V2::Api|::RestApi)$/,
  iam: /^AWS::IAM::Role$/,
  kinesis: /^AWS::Kinesis::/,
  kms: /^AWS::KMS::Key$/,
  lambda: /^AWS::Lambda::Function$/,
  s3: /^AWS::S3::Bucket$/,
  secretsmanager: /^AWS::SecretsManager::/,
  sns: /^AWS::SNS::Topic$/,
  sqs: /^AWS::SQS::Queue$/,
  ssm: /^AWS::SSM::Parameter$/,
  states: /^AWS::StepFunctions::/,
};

/** Construct paths by what AWS calls things. */
class Names {
  constructor(private readonly names: readonly PhysicalName[]) {}

  /** Of a region's own resource first: a role or a replica of another region has the same name here. */
  path(service: string, region: string, name: string): string | undefined {
    const found = this.names.filter(each => TYPES[service]?.test(each.type) && shortName(each.physicalId) === name);
    return (found.find(each => each.region === region) ?? found.at(0))?.path;
  }

  pathOf(arn: string, region: string): string | null {
    const [, , service = '', , , ...rest] = arn.split(':');
    const resource = rest.join(':');
    return this.path(service, region, named(service, resource)) ?? null;
  }

  callerOf({ role, session, service, source }: Partial<Decision>, region: string): string {
    if (source !== undefined) return this.pathOf(source, region) ?? source;
    const fn = session === undefined ? undefined : this.path('lambda', region, session);
    return fn ?? (role === undefined ? undefined : this.path('iam', region, role)) ?? role ?? service ?? '';
  }
}

/** The name in an ARN's resource: of a function without its qualifier, of a table without its index. */
function named(service: string, resource: string): string {
  if (service === 'lambda') return resource.split(':')[1] ?? resource;
  if (service === 'dynamodb') return resource.split('/')[1] ?? resource;
  if (service === 's3' || service === 'execute-api') return resource.split('/')[0];
  if (service === 'ssm') {
    return resource
      .replace(/^parameter/, '')
      .split('/')
      .at(-1)!;
  }
  if (service === 'secretsmanager') return shortName(`:${resource}`);
  return resource.split(/[:/]/).at(-1)!;
}

/** Of a name, an id, a URL or an ARN; EventBridge gives rules of a bus as `bus|rule`. */
function shortName(physicalId: string): string {
  return physicalId.split(/[:/|]/).at(-1)!;
}
