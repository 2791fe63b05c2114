import { Annotations, Capture, Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { IpAddressType } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ReplicatedTable, type ReplicatedTableProps } from '../../lib/data';
import { Failback, FailoverDomain, Health, HttpEndpoint, type HttpEndpointProps } from '../../lib/routing';
import { Alarms } from '../../lib/observability';
import { failureOf } from '../support/failure';
import { plainStack, someFunction, twoRegions } from '../support/two-regions';

function createEndpoint(props: Partial<HttpEndpointProps> = {}): { endpoint: HttpEndpoint; template: Template } {
  const stack = plainStack();
  const endpoint = new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack), ...props });
  return { endpoint, template: Template.fromStack(stack) };
}

test('by default every request reaches the handler and GET /health reaches a function of its own', () => {
  const { template, endpoint } = createEndpoint();
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default' });
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /health' });
  template.resourceCountIs('AWS::ApiGatewayV2::Route', 2);
  expect(endpoint.healthPath).toBe('/health');
});

test('the given function is what is called, and API Gateway may call it', () => {
  const { template } = createEndpoint();
  const uri = new Capture();
  template.hasResourceProperties('AWS::ApiGatewayV2::Integration', { IntegrationUri: uri });
  const arn = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Handler'), 'Arn'] };
  template.hasResourceProperties('AWS::ApiGatewayV2::Integration', { IntegrationUri: arn });
  template.hasResourceProperties('AWS::Lambda::Permission', {
    FunctionName: arn,
    Principal: 'apigateway.amazonaws.com',
  });
});

// What Lambda sees as the source of a call: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
test.each([
  ['the catch-all', {}, '$default/$default'],
  ['a named route', { routes: ['GET /files/{key}'] }, '$default/GET/files/{key}'],
])('API Gateway may call the function by %s', (_, props, route) => {
  const { template } = createEndpoint(props);
  const permissions = Object.values(template.findResources('AWS::Lambda::Permission'));
  const patterns = permissions
    .filter(({ Properties }) => /^Handler/.test(Properties.FunctionName['Fn::GetAtt'][0]))
    .map(({ Properties }) => Properties.SourceArn['Fn::Join'][1].at(-1));

  expect(patterns.filter(pattern => matchesArn(pattern, `/${route}`))).toHaveLength(1);
});

test('given routes replace the catch-all', () => {
  const { template } = createEndpoint({ routes: ['POST /files', 'GET /files/{key}'] });
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'POST /files' });
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /files/{key}' });
  template.resourcePropertiesCountIs('AWS::ApiGatewayV2::Route', { RouteKey: '$default' }, 0);
});

test('the stage limits requests, measures each route and logs to a group of its own', () => {
  const { template } = createEndpoint({ rateLimit: 50 });
  template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
    StageName: '$default',
    DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 1000, DetailedMetricsEnabled: true },
    AccessLogSettings: {
      DestinationArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EndpointAccessLog'), 'Arn'] },
      Format: Match.serializedJson(Match.objectLike({ status: '$context.status', route: '$context.routeKey' })),
    },
  });
});

test('pages of named origins may call it, and clients with IPv6 alone reach it, where asked for', () => {
  const { template } = createEndpoint({
    cors: { allowOrigins: ['https://app.example.com'] },
    ipAddressType: IpAddressType.DUAL_STACK,
  });
  template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
    CorsConfiguration: { AllowOrigins: ['https://app.example.com'] },
    IpAddressType: 'dualstack',
  });
  createEndpoint().template.hasResourceProperties('AWS::ApiGatewayV2::Api', {
    CorsConfiguration: Match.absent(),
    IpAddressType: Match.absent(),
  });
});

test('the regional address names the API and the region, and stays enabled', () => {
  const { endpoint, template } = createEndpoint();
  const stack = Stack.of(endpoint);
  expect(stack.resolve(endpoint.regionalDomainName)).toEqual({
    'Fn::Join': [
      '',
      [{ Ref: expect.stringMatching(/^EndpointApi/) }, '.execute-api.eu-west-1.', { Ref: 'AWS::URLSuffix' }],
    ],
  });
  template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: Match.absent() });
});

const ofStage = [
  { Name: 'ApiId', Value: { Ref: Match.stringLikeRegexp('^EndpointApi') } },
  { Name: 'Stage', Value: Match.anyValue() },
];

/** What users ask for, without what health checkers do. */
const USER_REQUESTS = Match.arrayWith([
  Match.objectLike({ Expression: 'FILL(requests, 0) - FILL(health, 0)' }),
  Match.objectLike({ Id: 'requests', MetricStat: { Metric: { MetricName: 'Count', Dimensions: ofStage } } }),
  Match.objectLike({
    Id: 'health',
    MetricStat: {
      Metric: {
        MetricName: 'Count',
        Dimensions: [ofStage[0], { Name: 'Method', Value: 'GET' }, { Name: 'Resource', Value: '/health' }, ofStage[1]],
      },
    },
  }),
]);

test('server errors raise an alarm by their share of what users ask, and so does silence', () => {
  const { template } = createEndpoint();
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Metrics: Match.arrayWith([
      Match.objectLike({ Expression: 'IF(calls >= 20, 100 * failed / calls, IF(failed >= 1, 100, 0))' }),
      Match.objectLike({ Id: 'calls', Expression: 'FILL(requests, 0) - FILL(health, 0)' }),
      Match.objectLike({
        Id: 'failed',
        MetricStat: Match.objectLike({ Metric: Match.objectLike({ MetricName: '5xx' }), Stat: 'Sum' }),
      }),
    ]),
    Threshold: 5,
    TreatMissingData: 'notBreaching',
    AlarmActions: Match.anyValue(),
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Metrics: USER_REQUESTS,
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });
});

test('users that arrive in a standby raise an alarm: it has taken over', () => {
  const { primary, standby } = twoRegions();
  for (const stack of [primary, standby]) new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack) });
  const arrival = {
    Metrics: USER_REQUESTS,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 5,
    EvaluationPeriods: 3,
    DatapointsToAlarm: 2,
    TreatMissingData: 'notBreaching',
    AlarmActions: Match.anyValue(),
  };

  Template.fromStack(standby).hasResourceProperties('AWS::CloudWatch::Alarm', arrival);
  Template.fromStack(primary).resourcePropertiesCountIs('AWS::CloudWatch::Alarm', arrival, 0);
});

test("requests of the service's own health route are counted by route", () => {
  const { endpoint } = createEndpoint({ health: Health.ownRoute('/ready') });

  expect(endpoint.metricHealthRequests().dimensions).toMatchObject({ Method: 'GET', Resource: '/ready' });
});

test('alarms can be turned off by name, with a warning', () => {
  const { template, endpoint } = createEndpoint({ alarms: Alarms.none() });
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  Annotations.fromStack(Stack.of(endpoint)).hasWarning('/Plain/Endpoint', Match.stringLikeRegexp('no alarms'));
});

describe('the health route calls the function of the endpoint', () => {
  const variablesOf = (template: Template) => {
    const [found] = Object.values(
      template.findResources('AWS::Lambda::Function', {
        Properties: { Description: 'Answers whether this region can serve' },
      }),
    );
    return found.Properties.Environment.Variables as { HANDLER_ARN?: object; HANDLER_ROUTES?: string };
  };
  const askedBy = (props: Partial<HttpEndpointProps>) =>
    JSON.parse(variablesOf(createEndpoint(props).template).HANDLER_ROUTES ?? '[]') as { path: string }[];
  const warning = Match.stringLikeRegexp('an error of "Plain/Handler" moves no traffic.*healthIgnoresHandler');
  const warningsOf = (props: Partial<HttpEndpointProps>) =>
    Annotations.fromStack(Stack.of(createEndpoint(props).endpoint)).findWarning('*', warning);

  test('by default, and may do nothing else', () => {
    const { template, endpoint } = createEndpoint();
    const handler = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Handler'), 'Arn'] };

    expect(askedBy({})).toEqual([{ routeKey: '$default', method: 'GET', path: '/', pathParameters: {} }]);
    expect(variablesOf(template).HANDLER_ARN).toBeDefined();
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: handler }] },
    });
    Annotations.fromStack(Stack.of(endpoint)).hasNoWarning('*', warning);
  });

  test.each([
    ['the first route that reads', ['POST /a', 'GET /a/{id}'], '/a/health', 'GET /a/{id}', { id: 'health' }],
    ['a route of any method', ['ANY /b/{rest+}'], '/b/health', 'ANY /b/{rest+}', { rest: 'health' }],
  ])('by %s', (_, routes, path, routeKey, pathParameters) => {
    expect(askedBy({ routes })).toEqual([{ routeKey, method: 'GET', path, pathParameters }]);
  });

  test('by the requests that are given, as the route gets them that takes them', () => {
    const health = Health.deep({ routes: ['GET /a/b/c', 'GET /x'] });
    expect(askedBy({ health, routes: ['GET /a/{rest+}', 'GET /{id}'] })).toEqual([
      { routeKey: 'GET /a/{rest+}', method: 'GET', path: '/a/b/c', pathParameters: { rest: 'b/c' } },
      { routeKey: 'GET /{id}', method: 'GET', path: '/x', pathParameters: { id: 'x' } },
    ]);
  });

  test.each<[string, Partial<HttpEndpointProps>]>([
    ['nothing is to be asked', { health: Health.deep({ routes: [] }) }],
    ['the health route is shallow', { health: Health.shallow() }],
    ['no route reads', { routes: ['POST /files'] }],
    ['it may rely on an authorizer', { authorizer: new HttpIamAuthorizer() }],
  ])('not where %s, and a warning says what that means', (_, props) => {
    expect(askedBy(props)).toEqual([]);
    expect(warningsOf(props)).toHaveLength(1);
  });

  test('behind an authorizer too, where the request is given', () => {
    const props = { authorizer: new HttpIamAuthorizer(), health: Health.deep({ routes: ['GET /open'] }) };
    expect(askedBy(props)).toHaveLength(1);
    expect(warningsOf(props)).toEqual([]);
  });
});

test('a deep health route may count one item and look at a bucket, and nothing else', () => {
  const stack = plainStack();
  const table = new Table(stack, 'Files', { partitionKey: { name: 'key', type: AttributeType.STRING } });
  const bucket = new Bucket(stack, 'Uploads');
  new HttpEndpoint(stack, 'Endpoint', {
    handler: someFunction(stack),
    health: Health.deep({ tables: [table], buckets: [bucket], routes: [], cacheFor: Duration.seconds(3) }),
  });
  const template = Template.fromStack(stack);
  const tableId = stack.getLogicalId(table.node.defaultChild as never);
  const bucketId = stack.getLogicalId(bucket.node.defaultChild as never);
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { TABLE_NAMES: { Ref: tableId }, BUCKET_NAMES: { Ref: bucketId }, CACHE_SECONDS: '3' } },
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'dynamodb:Scan',
          Resource: { 'Fn::GetAtt': [tableId, 'Arn'] },
          Condition: { StringEquals: { 'dynamodb:Select': 'COUNT' } },
        },
        { Effect: 'Allow', Action: 's3:ListBucket', Resource: { 'Fn::GetAtt': [bucketId, 'Arn'] } },
      ],
    },
  });
});

describe('a region that comes back', () => {
  const domain = { name: 'files.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' };
  const exposed = (
    { failback, withDomain = true }: { failback?: Failback; withDomain?: boolean } = {},
    props: Partial<ReplicatedTableProps> = {},
  ) => {
    const { service, primary, standby } = twoRegions();
    const partitionKey = { name: 'key', type: AttributeType.STRING };
    const files = new ReplicatedTable(service, 'Files', { partitionKey, ...props });
    const endpoints = [primary, standby].map(stack => {
      const health = Health.deep({ tables: [files.inRegion(stack)], failback });
      const endpoint = new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack), health });
      if (withDomain) new FailoverDomain(stack, 'Domain', { endpoint, domain });
      return endpoint;
    });
    const warnings = Annotations.fromStack(primary).findWarning('*', Match.stringLikeRegexp('failbackAtOnce'));
    return {
      endpoints,
      warnings: warnings.map(({ entry }) => String(entry.data)),
      primary: Template.fromStack(primary),
      standby: Template.fromStack(standby),
    };
  };
  const healthOf = (template: Template) =>
    Object.values(template.findResources('AWS::Lambda::Function')).find(
      ({ Properties }) => Properties.Description === 'Answers whether this region can serve',
    )!;
  const variablesOf = (template: Template) =>
    healthOf(template).Properties.Environment.Variables as Record<string, unknown>;
  const ageAlarms = (template: Template) =>
    Object.values(template.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'HeartbeatAge' } }));

  test('is held by heartbeats in its replica as soon as a name leads users to it, and a standby never', () => {
    const { primary, standby, endpoints } = exposed();

    expect(variablesOf(primary).HOLD_SECONDS).toBe('3600');
    expect(variablesOf(standby).HOLD_SECONDS).toBe('0');
    expect(JSON.stringify(variablesOf(standby).HEARTBEATS)).toContain('cdk-resilient-serverless:heartbeat:us-east-1');
    expect(endpoints.map(({ longestHold }) => longestHold?.toSeconds())).toEqual([3600, undefined]);
  });

  test('tells the longest hold in the template of its health check, for who computes the way back', () => {
    const declared = (template: Template) =>
      Object.values(template.findResources('AWS::Route53::HealthCheck')).map(
        ({ Metadata }) => Metadata.RecoveryObjectives,
      );
    const { primary, standby } = exposed();

    expect(declared(primary)).toEqual([{ healthCacheSeconds: 5, longestHoldSeconds: 3600 }]);
    expect(declared(standby)).toEqual([{ healthCacheSeconds: 5 }]);
  });

  test('judges heartbeats by the time of a drill', () => {
    expect(healthOf(exposed().primary).Metadata.FailoverDrill).toEqual({ clock: 'simulated' });
  });

  test('has an alarm on heartbeats that no longer arrive, in the standby too', () => {
    const { primary, standby } = exposed();

    for (const template of [primary, standby]) {
      expect(ageAlarms(template).map(({ Properties }) => Properties)).toEqual([
        expect.objectContaining({
          Namespace: 'CdkResilientServerless',
          Statistic: 'Maximum',
          Threshold: 120,
          Period: 60,
          EvaluationPeriods: 3,
          TreatMissingData: 'notBreaching',
          Dimensions: [{ Name: 'FunctionName', Value: { Ref: expect.stringContaining('Health') } }],
        }),
      ]);
    }
  });

  test('is not held where nothing leads users from one region to another: nobody would ask often enough', () => {
    const { primary, endpoints } = exposed({ withDomain: false });

    expect(variablesOf(primary)).not.toHaveProperty('HEARTBEATS');
    expect(ageAlarms(primary)).toEqual([]);
    expect(endpoints[0].longestHold).toBeUndefined();
  });

  test('is held there too where somebody says so, for records of their own', () => {
    const failback = Failback.afterCatchUp({ longestHold: Duration.minutes(30) });
    const { primary } = exposed({ withDomain: false, failback });

    expect(variablesOf(primary).HOLD_SECONDS).toBe('1800');
  });

  test('can be let back at once, and a warning says what that costs', () => {
    const { primary, warnings, endpoints } = exposed({ failback: Failback.atOnce() });

    expect(variablesOf(primary)).not.toHaveProperty('HEARTBEATS');
    expect(ageAlarms(primary)).toEqual([]);
    expect(endpoints[0].longestHold?.toSeconds()).toBe(0);
    expect(warnings).toEqual([expect.stringContaining('what was acknowledged meanwhile is overwritten')]);
    expect(exposed().warnings).toEqual([]);
  });

  test('may read every heartbeat and write its own', () => {
    const statement = (action: string, ...regions: string[]) => ({
      Action: `dynamodb:${action}`,
      Effect: 'Allow',
      Resource: Match.anyValue(),
      Condition: {
        'ForAllValues:StringEquals': {
          'dynamodb:LeadingKeys': regions.map(region => `cdk-resilient-serverless:heartbeat:${region}`),
        },
      },
    });
    exposed().standby.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          statement('GetItem', 'us-east-1', 'us-west-2'),
          statement('UpdateItem', 'us-west-2'),
        ]),
      },
    });
  });

  test.each([
    [AttributeType.NUMBER, /N[\\":]+-9\.\d+e120/],
    [AttributeType.BINARY, /B[\\":]+[\w+/=]+/],
  ])('has its heartbeat under a key that no item of yours has: %s', (type, key) => {
    const { primary } = exposed({}, { sortKey: { name: 'part', type } });
    expect(JSON.stringify(variablesOf(primary).HEARTBEATS)).toMatch(key);
  });

  test.each([
    [
      'a hold of no time',
      () => Failback.afterCatchUp({ longestHold: Duration.seconds(5) }),
      'HealthHoldOutOfRange',
      'is 5 s',
    ],
    [
      'a hold without a replicated table',
      () => Health.deep({ failback: Failback.afterCatchUp() }),
      'HealthHoldUnused',
      'inRegion',
    ],
  ])('fails with %s', (_, act, code, fragment) => {
    const failure = failureOf(act);
    expect(failure.codes).toContain(code);
    expect(failure.message).toContain(fragment);
  });
});

test('the health function is not traced: health checkers ask it without pause', () => {
  createEndpoint().template.hasResourceProperties('AWS::Lambda::Function', {
    Description: 'Answers whether this region can serve',
    TracingConfig: Match.absent(),
  });
});

describe("the service's own route as the health route", () => {
  const health = Health.ownRoute('/ready');

  test('is made, and asks the function of the service', () => {
    const { template, endpoint } = createEndpoint({ health });
    expect(endpoint.healthPath).toBe('/ready');
    expect(endpoint.healthFunction).toBeUndefined();
    expect(routesOf(template)).toEqual({ $default: 'NONE', 'GET /ready': 'NONE' });
    template.resourceCountIs('AWS::ApiGatewayV2::Integration', 1);
  });

  test.each([
    ['outside of the routes', ['GET /files/{key}']],
    ['among the routes', ['GET /files/{key}', 'GET /ready']],
  ])('stays open beside an authorizer: %s', (_, routes) => {
    const { template } = createEndpoint({ health, routes, authorizer: new HttpIamAuthorizer() });
    expect(routesOf(template)).toEqual({ 'GET /files/{key}': 'AWS_IAM', 'GET /ready': 'NONE' });
  });

  test('has the logical id of any health route, so that moving it updates the route in place', () => {
    const idOf = ({ template }: { template: Template }) =>
      Object.keys(template.findResources('AWS::ApiGatewayV2::Route', { Properties: { RouteKey: 'GET /health' } }));

    expect(idOf(createEndpoint({ health: Health.ownRoute('/health'), routes: ['GET /health'] }))).toEqual(
      idOf(createEndpoint()),
    );
  });

  test('may be called by API Gateway', () => {
    const { template } = createEndpoint({ health });
    const permissions = Object.values(template.findResources('AWS::Lambda::Permission'));
    const patterns = permissions.map(({ Properties }) => Properties.SourceArn['Fn::Join'][1].at(-1));

    expect(patterns.some(pattern => matchesArn(pattern, '/$default/GET/ready'))).toBe(true);
  });
});

test('the health route has limits of its own, and the stage waits for the route that they name', () => {
  const { template } = createEndpoint({ rateLimit: 1, burstLimit: 1 });
  template.hasResource('AWS::ApiGatewayV2::Stage', {
    Properties: {
      RouteSettings: {
        'GET /health': { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200, DetailedMetricsEnabled: true },
      },
    },
    DependsOn: Match.arrayWith([Match.stringLikeRegexp('^EndpointHealthRoute')]),
  });
});

test('concurrency can be kept free for the health route', () => {
  const { template } = createEndpoint({ health: Health.shallow({ reservedConcurrency: 5, path: '/h-7f3a' }) });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: Match.anyValue(),
    ReservedConcurrentExecutions: 5,
  });
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /h-7f3a' });
});

test('a variable that is renamed updates the route in place', () => {
  const idOf = (name: string) =>
    Object.keys(
      createEndpoint({ routes: [`GET /files/{${name}}`] }).template.findResources('AWS::ApiGatewayV2::Route', {
        Properties: { RouteKey: `GET /files/{${name}}` },
      }),
    );

  expect(idOf('key')).toEqual(idOf('name'));
});

test('routes that differ in more than the names of variables have ids of their own', () => {
  const routes = ['GET /files', 'GET /files/{key}', 'GET /files/{key+}', 'POST /files/{key}'];
  createEndpoint({ routes }).template.resourceCountIs('AWS::ApiGatewayV2::Route', routes.length + 1);
});

test('a long path of constructs gives a name of the API that AWS takes, and one of its own', () => {
  const nameIn = (last: string) => {
    const scope = new Construct(plainStack(), 'a'.repeat(120) + last);
    new HttpEndpoint(scope, 'Endpoint', { handler: someFunction(scope) });
    const apis = Template.fromStack(Stack.of(scope)).findResources('AWS::ApiGatewayV2::Api');
    return Object.values(apis)[0].Properties.Name as string;
  };

  expect(nameIn('x')).toHaveLength(128);
  expect(nameIn('x')).not.toBe(nameIn('y'));
});

test('the access log has a name that takes no room in the policy of the account', () => {
  createEndpoint().template.hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: {
      'Fn::Join': [
        '',
        [
          Match.stringLikeRegexp('^/aws/vendedlogs/http-api/Plain-Endpoint'),
          { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] },
        ],
      ],
    },
  });
});

test('fails on a health route that looks at another region', () => {
  const stack = plainStack('us-east-1');
  const foreign = Table.fromTableArn(stack, 'Foreign', 'arn:aws:dynamodb:us-west-2:111111111111:table/files');
  const failure = failureOf(
    () =>
      new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack), health: Health.deep({ tables: [foreign] }) }),
  );
  expect(failure).toMatchObject({ codes: ['HealthOfOtherRegion'], path: 'Plain/Endpoint' });
  expect(failure.message).toContain('"us-west-2"');
});

test.each([
  ['a path without a slash', () => Health.ownRoute('health'), 'HealthPathInvalid', 'begins with "/"'],
  ['a path with a query', () => Health.deep({ path: '/health?deep' }), 'HealthPathInvalid', 'no query'],
  ['a request that changes something', () => Health.deep({ routes: ['POST /a'] }), 'HealthRouteInvalid', '"POST /a"'],
  [
    'a request with a variable',
    () => Health.deep({ routes: ['GET /a/{b}'] }),
    'HealthRouteInvalid',
    'without variables',
  ],
  ['an old answer', () => Health.deep({ cacheFor: Duration.minutes(1) }), 'HealthCacheOutOfRange', 'is 60 s'],
  ['a misspelt option', () => Health.deep({ table: [] } as object), 'PropUnknown', 'did you mean "tables"'],
  ['an option of another', () => Health.shallow({ tables: [] } as object), 'PropUnknown', '"tables"'],
  ['a path that API Gateway answers', () => Health.deep({ path: '/ping' }), 'PathUnsupported', 'give another path'],
  ['another such path', () => Health.ownRoute('/sping'), 'PathUnsupported', 'with 200 whatever the region does'],
  ['no concurrency', () => Health.shallow({ reservedConcurrency: 0 }), 'HealthConcurrencyOutOfRange', 'is 0'],
  ['half a concurrency', () => Health.deep({ reservedConcurrency: 0.5 }), 'HealthConcurrencyOutOfRange', 'is 0.5'],
])('fails on %s', (_, act, code, fragment) => {
  const failure = failureOf(act);
  expect(failure.codes).toEqual([code]);
  expect(failure.message).toContain(fragment);
});

test.each([
  ['a route without a method', { routes: ['/files'] }, 'RouteInvalid', '"/files"'],
  ['a variable that is not closed', { routes: ['GET /q/{x'] }, 'RouteInvalid', 'has the part "{x"'],
  ['a variable with a suffix', { routes: ['GET /{id}.json'] }, 'RouteInvalid', 'has the part "{id}.json"'],
  ['a rest that is not the last', { routes: ['GET /{proxy+}/b'] }, 'RouteInvalid', '"{name+}" as the last one'],
  ['a route that API Gateway answers', { routes: ['GET /ping'] }, 'PathUnsupported', '"GET /ping" in "routes"'],
  ['a route twice', { routes: ['GET /a', 'GET /a'] }, 'RouteRepeated', 'the same to API Gateway as "GET /a"'],
  ['two names of a variable', { routes: ['GET /a/{x}', 'GET /a/{y}'] }, 'RouteRepeated', '"GET /a/{y}"'],
  ['the health route', { routes: ['GET /health'] }, 'RouteRepeated', 'the health route "GET /health"'],
  [
    'a health route that asks what no route takes',
    { routes: ['POST /a', 'GET /a/{b}'], health: Health.deep({ routes: ['GET /a'] }) },
    'HealthRouteUnknown',
    'none of "routes" takes it: POST /a, GET /a/{b}',
  ],
  ['a limit of 0', { rateLimit: 0 }, 'ThrottleOutOfRange', '"rateLimit" is 0'],
  ['a misspelt prop', { helth: Health.shallow() }, 'PropUnknown', 'did you mean "health"'],
])('fails on %s, by the path of the endpoint', (_, props, code, fragment) => {
  const failure = failureOf(() => createEndpoint(props as Partial<HttpEndpointProps>));
  expect(failure).toMatchObject({ codes: [code], path: 'Plain/Endpoint' });
  expect(failure.message).toContain(fragment);
});

test('needs no region to be known', () => {
  const stack = new Stack(new App(), 'Agnostic');
  new HttpEndpoint(stack, 'Endpoint', { handler: someFunction(stack) });
  Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Api', 1);
});

test.each([
  ['29 s', (stack: Stack) => someFunction(stack, { timeout: Duration.seconds(29) })],
  ['the default', (stack: Stack) => someFunction(stack)],
  ['an unknown one', (stack: Stack) => Function.fromFunctionName(stack, 'Imported', 'imported')],
])('a timeout of %s does not warn', (_, handlerIn) => {
  const stack = plainStack();
  new HttpEndpoint(stack, 'Endpoint', { handler: handlerIn(stack) });

  Annotations.fromStack(stack).hasNoWarning('/Plain/Endpoint', Match.anyValue());
});

/** Who may call each route, by its key. */
function routesOf(template: Template): Record<string, string> {
  const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route'));
  return Object.fromEntries(routes.map(({ Properties }) => [Properties.RouteKey, Properties.AuthorizationType]));
}

/** ArnLike: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN */
function matchesArn(pattern: string, arn: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${escaped}$`).test(arn);
}
