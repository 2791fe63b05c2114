import { Annotations, Capture, Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { Health, HttpEndpoint, type HttpEndpointProps } from '../../lib/routing';
import { Alarms } from '../../lib/observability';
import { failureOf } from '../support/failure';
import { plainStack, someFunction } from '../support/two-regions';

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
    DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 2000, DetailedMetricsEnabled: true },
    AccessLogSettings: {
      DestinationArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EndpointAccessLog'), 'Arn'] },
      Format: Match.serializedJson(Match.objectLike({ status: '$context.status', route: '$context.routeKey' })),
    },
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

test('server errors raise an alarm, and so does silence', () => {
  const { template } = createEndpoint();
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: '5xx',
    Statistic: 'Sum',
    TreatMissingData: 'notBreaching',
    AlarmActions: Match.anyValue(),
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Count',
    ComparisonOperator: 'LessThanThreshold',
    TreatMissingData: 'breaching',
  });
});

test('alarms can be turned off by name, with a warning', () => {
  const { template, endpoint } = createEndpoint({ alarms: Alarms.none() });
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  Annotations.fromStack(Stack.of(endpoint)).hasWarning('/Plain/Endpoint', Match.stringLikeRegexp('no alarms'));
});

test('a deep health route may count one item and look at a bucket, and nothing else', () => {
  const stack = plainStack();
  const table = new Table(stack, 'Files', { partitionKey: { name: 'key', type: AttributeType.STRING } });
  const bucket = new Bucket(stack, 'Uploads');
  new HttpEndpoint(stack, 'Endpoint', {
    handler: someFunction(stack),
    health: Health.deep({ tables: [table], buckets: [bucket], cacheFor: Duration.seconds(3) }),
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

test('the health function is not traced: health checkers ask it without pause', () => {
  createEndpoint().template.hasResourceProperties('AWS::Lambda::Function', {
    Description: 'Answers whether this region can serve',
    TracingConfig: Match.absent(),
  });
});

test("the service's own route can be the health route", () => {
  const { template, endpoint } = createEndpoint({ health: Health.ownRoute('/ready') });
  expect(endpoint.healthPath).toBe('/ready');
  expect(endpoint.healthFunction).toBeUndefined();
  template.resourceCountIs('AWS::ApiGatewayV2::Route', 1);
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
  ['an old answer', () => Health.deep({ cacheFor: Duration.minutes(1) }), 'HealthCacheOutOfRange', 'is 60 s'],
  ['a misspelt option', () => Health.deep({ table: [] } as object), 'PropUnknown', 'did you mean "tables"'],
])('fails on %s', (_, act, code, fragment) => {
  const failure = failureOf(act);
  expect(failure.codes).toEqual([code]);
  expect(failure.message).toContain(fragment);
});

test.each([
  ['a route without a method', { routes: ['/files'] }, 'RouteInvalid', '"/files"'],
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

/** ArnLike: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN */
function matchesArn(pattern: string, arn: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${escaped}$`).test(arn);
}
