import { AppModel } from '../../lib/assembly/app-model';
import { type StackInput, type TemplateResource } from '../../lib/assembly/template';
import { HAZARDS } from '../../lib/changes/all-hazards';
import { judgeUpdate } from '../../lib/changes/judge-update';

type Resources = Record<string, TemplateResource>;
/** Two states of an app; a state is the resources of one stack, or of several by name. */
interface Case {
  readonly hazard: string;
  readonly what: string;
  readonly before: Resources | Record<string, Resources>;
  readonly after: Resources | Record<string, Resources>;
  /** As `after`, but such that AWS takes it and nothing is lost. */
  readonly sound: Resources | Record<string, Resources>;
}

const resource = (Type: string, Properties: Record<string, unknown>, more: Partial<TemplateResource> = {}) => ({
  Type,
  Properties,
  ...more,
});
const table = (properties: Record<string, unknown> = {}, more: Partial<TemplateResource> = {}): TemplateResource =>
  resource(
    'AWS::DynamoDB::GlobalTable',
    { TableName: 'files', KeySchema: [{ AttributeName: 'id' }], ...properties },
    more,
  );
const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };
const replicas = (...regions: string[]) => ({ Replicas: regions.map(Region => ({ Region })) });
const indexes = (...names: string[]) => ({ GlobalSecondaryIndexes: names.map(IndexName => ({ IndexName })) });
const route = (RouteKey: string) => resource('AWS::ApiGatewayV2::Route', { ApiId: { Ref: 'Api' }, RouteKey });
const record = (properties: Record<string, unknown>) =>
  resource('AWS::Route53::RecordSet', { HostedZoneId: 'Z1', Name: 'a.example.com.', Type: 'CNAME', ...properties });
const role = (Failover: string, SetIdentifier: string) => record({ Failover, SetIdentifier });
const mapping = (properties: Record<string, unknown> = {}) =>
  resource('AWS::Lambda::EventSourceMapping', {
    FunctionName: 'work',
    EventSourceArn: 'arn:aws:sqs:us-east-1:1:q',
    ...properties,
  });
const queuePolicy = (...queues: string[]) =>
  resource('AWS::SQS::QueuePolicy', { Queues: queues.map(Ref => ({ Ref })), PolicyDocument: {} });
const queues = { F: resource('AWS::SQS::Queue', {}), G: resource('AWS::SQS::Queue', {}) };
const subscription = resource('AWS::SNS::Subscription', {
  TopicArn: 't',
  Protocol: 'email',
  Endpoint: 'a@example.com',
});
const importing = { I: resource('AWS::SSM::Parameter', { Value: { 'Fn::ImportValue': 'shared' } }) };

const CASES: readonly Case[] = [
  {
    hazard: 'resource-retyped',
    what: 'a table that becomes global',
    before: { T: resource('AWS::DynamoDB::Table', { TableName: 'files' }) },
    after: { T: table() },
    sound: { T: resource('AWS::DynamoDB::Table', { TableName: 'files', BillingMode: 'PAY_PER_REQUEST' }) },
  },
  {
    hazard: 'replaced-under-its-name',
    what: 'a named table with another key',
    before: { T: table() },
    after: { T: table({ KeySchema: [{ AttributeName: 'key' }] }) },
    sound: { T: table({ AttributeDefinitions: [{ AttributeName: 'id' }] }) },
  },
  {
    hazard: 'replaced-under-its-name',
    what: 'a mapping that starts elsewhere, of the same stream and function',
    before: { M: mapping({ StartingPosition: 'LATEST' }) },
    after: { M: mapping({ StartingPosition: 'TRIM_HORIZON' }) },
    sound: { M: mapping({ StartingPosition: 'LATEST', BatchSize: 5 }) },
  },
  {
    hazard: 'replaced-under-its-name',
    what: 'an alias of a function that is itself replaced',
    before: {
      F: resource('AWS::Lambda::Function', { FunctionName: 'work', PackageType: 'Zip' }),
      A: resource('AWS::Lambda::Alias', { FunctionName: { Ref: 'F' }, Name: 'live' }),
    },
    after: {
      F: resource('AWS::Lambda::Function', { FunctionName: 'work', PackageType: 'Image' }),
      A: resource('AWS::Lambda::Alias', { FunctionName: { Ref: 'F' }, Name: 'live' }),
    },
    sound: {
      F: resource('AWS::Lambda::Function', { FunctionName: 'work', PackageType: 'Zip', Timeout: 5 }),
      A: resource('AWS::Lambda::Alias', { FunctionName: { Ref: 'F' }, Name: 'live' }),
    },
  },
  {
    hazard: 'claim-still-held',
    what: 'a named table under another id',
    before: { T: table({}, kept) },
    after: { Renamed: table({}, kept) },
    sound: { T: table({}, kept), Other: table({ TableName: 'others' }) },
  },
  {
    hazard: 'claim-still-held',
    what: 'a table that moves to another stack',
    before: { one: { T: table({}, kept) }, two: {} },
    after: { one: {}, two: { T: table({}, kept) } },
    sound: { one: { T: table({}, kept) }, two: { T: table({ TableName: 'others' }) } },
  },
  {
    hazard: 'claim-still-held',
    what: 'a route whose variable is renamed',
    before: { GetA: route('GET /a/{x}') },
    after: { GetB: route('GET /a/{y}') },
    sound: { GetA: route('GET /a/{y}') },
  },
  {
    hazard: 'claim-still-held',
    what: 'a queue that gets its second mapping to the function',
    before: { M: mapping() },
    after: { Consumer: mapping() },
    sound: { M: mapping({ BatchSize: 5 }) },
  },
  {
    hazard: 'claim-still-held',
    what: 'regions that exchange their roles',
    before: { east: { R: role('PRIMARY', 'east') }, west: { R: role('SECONDARY', 'west') } },
    after: { east: { R: role('SECONDARY', 'east') }, west: { R: role('PRIMARY', 'west') } },
    sound: {
      east: { R: role('PRIMARY', 'east') },
      west: { R: { ...role('SECONDARY', 'west'), DeletionPolicy: 'Retain' } },
    },
  },
  {
    hazard: 'replicas-at-once',
    what: 'a standby that is exchanged',
    before: { T: table(replicas('us-east-1', 'us-west-2')) },
    after: { T: table(replicas('us-east-1', 'eu-west-1')) },
    sound: { T: table(replicas('us-east-1', 'us-west-2', 'eu-west-1')) },
  },
  {
    hazard: 'protected-replica-removed',
    what: 'a protected replica',
    before: {
      T: table({ Replicas: [{ Region: 'us-east-1' }, { Region: 'us-west-2', DeletionProtectionEnabled: true }] }),
    },
    after: { T: table(replicas('us-east-1')) },
    sound: {
      T: table({ Replicas: [{ Region: 'us-east-1' }, { Region: 'us-west-2', DeletionProtectionEnabled: false }] }),
    },
  },
  {
    hazard: 'indexes-at-once',
    what: 'two indexes',
    before: { T: table() },
    after: { T: table(indexes('byName', 'byDate')) },
    sound: { T: table(indexes('byName')) },
  },
  {
    hazard: 'export-in-use',
    what: 'an export that another stack still imports',
    before: { producer: { 'Output:shared': resource('Output', { value: 1 }) }, consumer: importing },
    after: { producer: {}, consumer: {} },
    sound: { producer: { 'Output:shared': resource('Output', { value: 1 }) }, consumer: {} },
  },
  {
    hazard: 'routing-policy-mixed',
    what: 'a simple record beside a new failover record',
    before: { old: { R: record({}) } },
    after: { old: {}, fresh: { R: role('PRIMARY', 'east') } },
    sound: { old: { R: record({ TTL: '60' }) }, fresh: {} },
  },
  {
    hazard: 'data-removed',
    what: 'a queue with letters',
    before: queues,
    after: { F: queues.F },
    sound: { ...queues, H: resource('AWS::SQS::Queue', {}) },
  },
  {
    hazard: 'data-removed',
    what: 'a bucket that is replaced without being retained',
    before: { B: resource('AWS::S3::Bucket', { BucketName: 'a' }) },
    after: { B: resource('AWS::S3::Bucket', { BucketName: 'b' }) },
    sound: { B: resource('AWS::S3::Bucket', { BucketName: 'a', Tags: [] }) },
  },
  {
    hazard: 'data-left-behind',
    what: 'a table under a new name',
    before: { T: table({}, kept) },
    after: { T: table({ TableName: 'files-2' }, kept) },
    sound: { T: table({ BillingMode: 'PAY_PER_REQUEST' }, kept) },
  },
  {
    hazard: 'policy-moved',
    what: 'a queue that leaves a shared policy for one of its own',
    before: { ...queues, Shared: queuePolicy('F', 'G') },
    after: { ...queues, Shared: queuePolicy('G'), Own: queuePolicy('F') },
    sound: { ...queues, Shared: queuePolicy('G'), Own: { ...queuePolicy('F'), DependsOn: ['Shared'] } },
  },
  {
    hazard: 'policy-moved',
    what: 'a policy that is removed after its successor was made',
    before: { ...queues, Shared: queuePolicy('F') },
    after: { ...queues, Own: queuePolicy('F') },
    sound: { ...queues, Shared: queuePolicy('F'), Own: queuePolicy('G') },
  },
  {
    hazard: 'subscription-moved',
    what: 'a subscription under another id',
    before: { S: subscription },
    after: { Operators: subscription },
    sound: { S: subscription, Other: { ...subscription, Properties: { ...subscription.Properties, Protocol: 'sms' } } },
  },
];

test.each(CASES)('$hazard: $what', ({ hazard, before, after, sound }) => {
  const ids = (state: Case['after']): string[] => judgeUpdate(app(before), app(state)).map(found => found.hazard.id);

  expect(ids(after)).toContain(hazard);
  expect(ids(sound)).toEqual([]);
});

test('every hazard has a case', () => {
  const tried = new Set(CASES.map(({ hazard }) => hazard));

  expect(HAZARDS.map(({ id }) => id).filter(id => !tried.has(id))).toEqual([]);
});

test('the same app over itself is no change', () => {
  const { before } = CASES[4];

  expect(judgeUpdate(app(before), app(before))).toEqual([]);
});

function app(state: Case['before']): AppModel {
  const isOneStack = Object.values(state).some(value => typeof value.Type === 'string');
  const stacks = (isOneStack ? { only: state } : state) as Record<string, Resources>;
  return new AppModel(Object.entries(stacks).map(([id, resources]) => stack(id, resources)));
}

/** A key `Output:<name>` is an export of the stack. */
function stack(id: string, resources: Resources): StackInput {
  const entries = Object.entries(resources);
  const outputs = entries.filter(([key]) => key.startsWith('Output:'));
  return {
    id,
    path: id,
    account: '111122223333',
    region: 'us-east-1',
    template: {
      Resources: Object.fromEntries(entries.filter(([key]) => !key.startsWith('Output:'))),
      Outputs: Object.fromEntries(
        outputs.map(([key, { Properties }]) => [
          'Shared',
          { Value: Properties!.value, Export: { Name: key.slice('Output:'.length) } },
        ]),
      ),
    },
  };
}
