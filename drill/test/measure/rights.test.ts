import { type Decision, type RegionDecisions, type Right } from '../../cloud/decisions.js';
import { type PhysicalName } from '../../cloud/physical-names.js';
import { rightsReport, type RightsReport } from '../../measure/rights.js';

const EAST = 'us-east-1';
const WEST = 'us-west-2';
const TABLE = `arn:aws:dynamodb:${WEST}:123456789012:table/files`;

const NAMES: PhysicalName[] = [
  {
    region: EAST,
    stackId: EAST,
    logicalId: '',
    type: 'AWS::DynamoDB::GlobalTable',
    path: 'East/Files',
    physicalId: 'files',
  },
  {
    region: EAST,
    stackId: EAST,
    logicalId: '',
    type: 'AWS::Lambda::Function',
    path: 'East/Api',
    physicalId: 'api-east',
  },
  {
    region: WEST,
    stackId: WEST,
    logicalId: '',
    type: 'AWS::Lambda::Function',
    path: 'West/Api',
    physicalId: 'api-west',
  },
  {
    region: EAST,
    stackId: EAST,
    logicalId: '',
    type: 'AWS::IAM::Role',
    path: 'East/Api/Role',
    physicalId: 'role-east',
  },
  {
    region: WEST,
    stackId: WEST,
    logicalId: '',
    type: 'AWS::IAM::Role',
    path: 'West/Api/Role',
    physicalId: 'role-west',
  },
  { region: WEST, stackId: WEST, logicalId: '', type: 'AWS::Events::Rule', path: 'West/Rule', physicalId: 'bus|rule' },
  {
    region: WEST,
    stackId: WEST,
    logicalId: '',
    type: 'AWS::SQS::Queue',
    path: 'West/Queue',
    physicalId: 'http://sqs.local/123456789012/queue',
  },
];

function decision(changes: Partial<Decision> = {}): Decision {
  return {
    kind: 'role',
    role: 'role-west',
    session: 'api-west',
    action: 'dynamodb:GetItem',
    resource: TABLE,
    decision: 'deny',
    why: 'no policy of the role or of the resource allows it',
    firstAt: 5000,
    count: 3,
    ...changes,
  };
}

function report(
  west: readonly Decision[],
  east: readonly Decision[] = [],
  rights: readonly Right[] = [],
): RightsReport {
  const region = (name: string, decisions: readonly Decision[], all: readonly Right[]): RegionDecisions => {
    return { region: name, writtenAt: 0, millis: 1.2, decisions, rights: all };
  };
  const timing = { at: (millis: number) => ({ firstAt: millis / 1000, phase: 'load begins' }) };
  return rightsReport('observe', [region(EAST, east, []), region(WEST, west, rights)], NAMES, EAST, timing);
}

describe('the report on rights', () => {
  it('names function, role and resource by their construct paths, and says what mends it', () => {
    expect(report([decision()]).refused).toEqual([
      {
        caller: 'West/Api',
        role: 'West/Api/Role',
        service: null,
        source: null,
        action: 'dynamodb:GetItem',
        resource: TABLE,
        resourcePath: 'East/Files',
        region: WEST,
        firstAt: 5,
        phase: 'load begins',
        count: 3,
        why: 'no policy of the role or of the resource allows it',
        fix: 'files.grantReadData(api)',
      },
    ]);
  });

  it('names the source of a service that calls', () => {
    const arn = `arn:aws:events:${WEST}:123456789012:rule/bus/rule`;
    const row = decision({
      kind: 'service',
      role: undefined,
      session: undefined,
      service: 'events.amazonaws.com',
      source: arn,
      action: 'sqs:SendMessage',
      resource: `arn:aws:sqs:${WEST}:123456789012:queue`,
    });

    const [refusal] = report([row]).refused;
    expect(refusal).toMatchObject({
      caller: 'West/Rule',
      resourcePath: 'West/Queue',
      service: 'events.amazonaws.com',
      source: arn,
    });
    expect(refusal.fix).toContain(`queue.grantSendMessages(new ServicePrincipal('events.amazonaws.com'`);
  });

  it('counts every judged call, and lists those that nobody can decide on', () => {
    const { judged, undecided, refused } = report(
      [decision({ decision: 'allow', count: 10 }), decision({ decision: 'undecided', why: 'condition on foo:bar' })],
      [decision({ decision: 'allow', count: 4 })],
    );

    expect(judged).toBe(17);
    expect(refused).toEqual([]);
    expect(undecided).toMatchObject([{ caller: 'West/Api', count: 3, why: 'condition on foo:bar', region: WEST }]);
  });

  it('puts first what only the standby lacks, and then what happens most', () => {
    const everywhere = { action: 's3:GetObject', resource: 'arn:aws:s3:::uploads/*', count: 100 };
    const { refused } = report([decision(everywhere), decision()], [decision({ ...everywhere, count: 200 })]);

    expect(refused.map(({ action, region, count }) => [action, region, count])).toEqual([
      ['dynamodb:GetItem', WEST, 3],
      ['s3:GetObject', EAST, 200],
      ['s3:GetObject', WEST, 100],
    ]);
  });

  it('lists rights that no call used, of roles that did something, without those of the runtime itself', () => {
    const right = (action: string, used: boolean, role = 'role-west'): Right => ({
      role,
      action,
      resources: [TABLE],
      used,
    });
    const { unused } = report(
      [decision()],
      [],
      [
        right('dynamodb:Scan', false),
        right('dynamodb:GetItem', true),
        right('logs:PutLogEvents', false),
        right('s3:GetObject', false, 'role-east'),
      ],
    );

    expect(unused).toEqual([{ role: 'West/Api/Role', actions: ['dynamodb:Scan'] }]);
  });
});
