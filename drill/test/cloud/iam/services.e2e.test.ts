import { request } from 'node:http';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as eventbridge from '@aws-sdk/client-eventbridge';
import * as lambdaApi from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as snsApi from '@aws-sdk/client-sns';
import * as sqsApi from '@aws-sdk/client-sqs';
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { CfnRule, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  CfnEventInvokeConfig,
  CfnEventSourceMapping,
  CfnPermission,
  CfnUrl,
  Code,
  Function,
  FunctionUrlAuthType,
  Runtime,
  type IFunction,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnSubscription, Topic, TopicPolicy } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription, SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { type Decision } from '../../../cloud/decisions.js';
import { ACCOUNT, EAST, Lab, withoutBootstrap } from './lab.js';

const HANDLER = `let calls = 0;
class Unfit extends Error { name = 'Unfit'; }
exports.handler = async event => {
  calls++;
  if (event.fail) throw new Unfit('call ' + calls);
  if (event.type === 'REQUEST') return { isAuthorized: true };
  return { statusCode: 200, body: String(calls) };
};`;

/** Whom a permission of an HTTP API lets in, and what becomes of a call of the route. */
const ROUTES = [
  { route: '$default', source: '*/*', path: '/any', status: 200 },
  { route: '$default', source: '*/*/*', path: '/any', status: 500 },
  { route: '$default', source: '$default/$default', path: '/any', status: 200 },
  { route: 'GET /files/{id}', source: '*/*/files/{id}', path: '/files/1', status: 200 },
  { route: 'GET /files/{id}', source: '*/GET/files/*', path: '/files/1', status: 200 },
  { route: 'GET /files/{id}', source: '*/POST/files/*', path: '/files/1', status: 500 },
  { route: 'ANY /files/{id}', source: '*/*/files/{id}', path: '/files/1', status: 200 },
  { route: 'ANY /files/{id}', source: '*/*/others/{id}', path: '/files/1', status: 500 },
] as const;

/** Pairs of the same thing: one as CDK's constructs permit it, one that nobody permitted. */
class Services extends Stack {
  constructor(scope: App) {
    super(scope, 'Services', { env: { account: ACCOUNT, region: EAST }, synthesizer: withoutBootstrap() });
    ROUTES.forEach(({ route, source }, i) => this.route(i, route, source));
    this.apis();
    this.rules();
    this.topics();
    this.buckets();
    this.alarms();
    this.sources();
    this.destinations();
    this.urls();
    const role = new Role(this, 'Untrusting', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    this.fn('untrusted', role);
  }

  private route(i: number, route: string, source: string): void {
    const fn = this.fn(`route-${i}`);
    const httpApi = new HttpApi(this, `Http${i}`);
    const [method, path] = route.split(' ');
    const routeKey = path === undefined ? HttpRouteKey.DEFAULT : HttpRouteKey.with(path, method as HttpMethod);
    new HttpRoute(this, `Route${i}`, { httpApi, routeKey, integration: new HttpLambdaIntegration('To', strange(fn)) });
    const sourceArn = `arn:aws:execute-api:${EAST}:${ACCOUNT}:${httpApi.apiId}/${source}`;
    permit(this, `Permit${i}`, fn, 'apigateway.amazonaws.com', sourceArn);
    new CfnOutput(this, `Api${i}`, { value: httpApi.apiId });
  }

  private apis(): void {
    for (const [name, of] of pairs) {
      const rest = new RestApi(this, `Rest-${name}`, { deploy: true });
      rest.root.addResource('{id}').addMethod('GET', new LambdaIntegration(of(this.fn(`rest-${name}`))));
      new CfnOutput(this, `Rest${name}`, { value: rest.restApiId });

      const authorizer = new HttpLambdaAuthorizer('Authorizer', of(this.fn(`authorizer-${name}`)), {
        responseTypes: [HttpLambdaResponseType.SIMPLE],
        identitySource: ['$request.header.who'],
      });
      const guarded = new HttpApi(this, `Guarded-${name}`);
      const integration = new HttpLambdaIntegration('To', this.fn(`guarded-${name}`));
      guarded.addRoutes({ path: '/', methods: [HttpMethod.GET], integration, authorizer });
      new CfnOutput(this, `Guarded${name}`, { value: guarded.apiId });
    }
    const live = new Alias(this, 'Live', { aliasName: 'live', version: this.fn('aliased').currentVersion });
    const integration = new HttpLambdaIntegration('To', strange(live));
    const api = new HttpApi(this, 'Aliased', { defaultIntegration: integration });
    const gone = Function.fromFunctionArn(this, 'Gone', `arn:aws:lambda:${EAST}:${ACCOUNT}:function:gone`);
    const nowhere = new HttpApi(this, 'Nowhere', { defaultIntegration: new HttpLambdaIntegration('To', gone) });
    new CfnOutput(this, 'NowhereApi', { value: nowhere.apiId });
    // A permission of $LATEST is none of the alias.
    permit(this, 'PermitLatest', 'aliased', 'apigateway.amazonaws.com');
    new CfnOutput(this, 'AliasedApi', { value: api.apiId });
  }

  private rules(): void {
    const eventPattern = { source: ['test'] };
    for (const [name, of] of pairs) {
      new Rule(this, `Rule-${name}`, { eventPattern, targets: [new LambdaFunction(of(this.fn(`rule-${name}`)))] });
    }
    new Rule(this, 'ToQueue', { eventPattern, targets: [new SqsQueue(this.queue('rule-queue-allowed'))] });
    const targets = [{ id: '1', arn: this.queue('rule-queue-refused').queueArn }];
    new CfnRule(this, 'ToClosedQueue', { eventPattern, targets });
  }

  private topics(): void {
    const topic = new Topic(this, 'Topic', { topicName: 'topic' });
    for (const [name, of] of pairs) topic.addSubscription(new LambdaSubscription(of(this.fn(`topic-${name}`))));
    topic.addSubscription(new SqsSubscription(this.queue('topic-queue-allowed')));
    new CfnSubscription(this, 'Closed', {
      topicArn: topic.topicArn,
      protocol: 'sqs',
      endpoint: this.queue('topic-queue-refused').queueArn,
    });
  }

  private buckets(): void {
    for (const [name] of pairs) {
      const fn = this.fn(`bucket-${name}`);
      const lambdaConfigurations = [{ event: 's3:ObjectCreated:*', function: fn.functionArn }];
      const bucketName = `notifies-${name}`;
      const bucket = new CfnBucket(this, `Bucket-${name}`, {
        bucketName,
        notificationConfiguration: { lambdaConfigurations },
      });
      const by = name === 'allowed' ? bucketName : 'another';
      bucket.node.addDependency(permit(this, `PermitBucket-${name}`, fn, 's3.amazonaws.com', `arn:aws:s3:::${by}`));
    }
  }

  private alarms(): void {
    for (const [name] of pairs) {
      const topic = new Topic(this, `AlarmTopic-${name}`, { topicName: `alarm-${name}` });
      if (name === 'refused') {
        const policy = new TopicPolicy(this, 'AlarmTopicPolicy', { topics: [topic] });
        policy.document.addStatements(
          new PolicyStatement({
            principals: [new ServicePrincipal('events.amazonaws.com')],
            actions: ['sns:Publish'],
            resources: [topic.topicArn],
          }),
        );
      }
      const metric = new Metric({ namespace: 'Test', metricName: 'Errors' });
      const alarmName = `alarm-${name}`;
      const alarm = new Alarm(this, `Alarm-${name}`, { alarmName, metric, threshold: 1, evaluationPeriods: 1 });
      alarm.addAlarmAction(new SnsAction(topic));
    }
  }

  private sources(): void {
    this.fn('source-allowed').addEventSource(new SqsEventSource(this.queue('source-queue-allowed')));
    const roleName = 'source-refused';
    const role = new Role(this, 'SourceRole', { roleName, assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const queue = this.queue('source-queue-refused');
    const reads = new Policy(this, 'Reads', { policyName: 'reads', roles: [role] });
    const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
    reads.addStatements(new PolicyStatement({ actions, resources: [queue.queueArn] }));
    const functionName = this.fn(roleName, role).functionName;
    new CfnEventSourceMapping(this, 'Source', { functionName, eventSourceArn: queue.queueArn }).node.addDependency(
      reads,
    );
  }

  private destinations(): void {
    this.fn('destination-allowed').configureAsyncInvoke({
      onSuccess: new SqsDestination(this.queue('destination-queue-allowed')),
    });
    new CfnEventInvokeConfig(this, 'Destination', {
      functionName: this.fn('destination-refused').functionName,
      qualifier: '$LATEST',
      destinationConfig: { onSuccess: { destination: this.queue('destination-queue-refused').queueArn } },
    });
  }

  private urls(): void {
    const open = this.fn('url-allowed').addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    const targetFunctionArn = this.fn('url-refused').functionArn;
    const closed = new CfnUrl(this, 'Url', { targetFunctionArn, authType: 'NONE' });
    new CfnOutput(this, 'OpenUrl', { value: open.url });
    new CfnOutput(this, 'ClosedUrl', { value: closed.attrFunctionUrl });
  }

  private fn(functionName: string, role?: Role): Function {
    const code = Code.fromInline(HANDLER);
    return new Function(this, functionName, {
      functionName,
      role,
      code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
    });
  }

  private queue(queueName: string): Queue {
    return new Queue(this, queueName, { queueName });
  }
}

/** A function as an app refers to one of somebody else's: CDK adds no permission to it. */
function strange(fn: IFunction): IFunction {
  return Function.fromFunctionAttributes(fn, 'Strange', { functionArn: fn.functionArn, sameEnvironment: false });
}

const pairs = [
  ['allowed', (fn: IFunction) => fn],
  ['refused', strange],
] as const;

function permit(
  scope: Stack,
  id: string,
  fn: IFunction | string,
  principal: string,
  sourceArn?: string,
): CfnPermission {
  const functionName = typeof fn === 'string' ? fn : fn.functionName;
  const permission = new CfnPermission(scope, id, {
    functionName,
    principal,
    sourceArn,
    action: 'lambda:InvokeFunction',
  });
  if (typeof fn === 'string') permission.node.addDependency(scope.node.findChild(fn));
  return permission;
}

describe('a service that calls for the app', () => {
  let lab: Lab;
  let outputs: Map<string, string>;

  beforeAll(async () => {
    const app = new App();
    lab = await Lab.start();
    outputs = await lab.deploy(app, new Services(app));
    await trigger();
  }, 120_000);

  afterAll(() => lab?.stop());

  test.each(ROUTES.map((each, i) => ({ ...each, i })))(
    'a permission for $source on the route $route answers $status',
    async ({ i, path, status }) => {
      expect(await ask(outputs.get(`Api${i}`)!, path)).toBe(status);
    },
  );

  it('REST API: by the function’s policy', async () => {
    expect(await ask(outputs.get('Restallowed')!, '/prod/1')).toBe(200);
    expect(await ask(outputs.get('Restrefused')!, '/prod/1')).toBe(500);
  });

  it('a function that is not there is an internal error, and not a bad gateway', async () => {
    expect(await ask(outputs.get('NowhereApi')!, '/')).toBe(500);
  });

  it('authorizer: by the function’s policy', async () => {
    expect(await ask(outputs.get('Guardedallowed')!, '/')).toBe(200);
    expect(await ask(outputs.get('Guardedrefused')!, '/')).toBe(500);
  });

  it('a permission of the function is none of its alias', async () => {
    expect(await ask(outputs.get('AliasedApi')!, '/')).toBe(500);
  });

  it('function URL for anybody: by the function’s policy', async () => {
    expect(await askHost(new URL(outputs.get('OpenUrl')!).host, '/')).toBe(200);
    expect(await askHost(new URL(outputs.get('ClosedUrl')!).host, '/')).toBe(403);
  });

  test.each([
    ['a rule and a function', ':function:rule'],
    ['a rule and a queue', ':rule-queue'],
    ['a topic and a function', ':function:topic'],
    ['a topic and a queue', ':topic-queue'],
    ['a bucket and a function', ':function:bucket'],
    ['an alarm and a topic', ':alarm'],
    ['a function and its destination', ':destination-queue'],
  ])('%s: by policy', async (_, resource) => {
    await eventually(async () => {
      expect(await verdict(`${resource}-allowed`)).toEqual(['allow']);
      expect(await verdict(`${resource}-refused`)).toEqual(['deny']);
    });
  });

  it('what is refused does not arrive', async () => {
    await eventually(async () => {
      expect(await waiting('rule-queue-allowed')).toBe(1);
      expect(await waiting('topic-queue-allowed')).toBe(1);
      expect(await waiting('destination-queue-allowed')).toBe(1);
      expect(await waiting('source-queue-allowed')).toBe(0);
    });
    for (const name of ['rule', 'topic', 'destination']) expect(await waiting(`${name}-queue-refused`)).toBe(0);
  });

  it('the queue of a function that has lost the right is read no more', async () => {
    expect(await verdict(':source-queue-allowed')).toEqual(['allow']);
    expect(await verdict(':source-queue-refused')).toEqual(['allow']);
    await lab.iam('DeleteRolePolicy', { RoleName: 'source-refused', PolicyName: 'reads' });
    await eventually(async () => expect(await verdict(':source-queue-refused')).toEqual(['allow', 'deny']));
    await send('source-queue-refused');
    await send('source-queue-allowed');

    await eventually(async () => expect(await waiting('source-queue-allowed')).toBe(0));
    expect(await waiting('source-queue-refused')).toBe(1);
  });

  it('Lambda runs no function under a role that does not trust it', async () => {
    await expect(invoke('untrusted', {})).resolves.toMatchObject({ FunctionError: 'Unhandled' });
    expect((await refusals()).at(-1)).toMatchObject({ service: 'lambda.amazonaws.com', action: 'sts:AssumeRole' });
  });

  it('a refusal names the source and what the policy lets in', async () => {
    const row = (await refusals()).find(({ resource }) => resource.endsWith(':route-1'));

    expect(row).toMatchObject({
      kind: 'service',
      service: 'apigateway.amazonaws.com',
      source: expect.stringMatching(/^arn:aws:execute-api:us-east-1:123456789012:\w+\/\$default\/\$default$/),
      why: expect.stringMatching(/under the condition .*\/\*\/\*\/\*/),
    });
  });

  it('a handler that throws keeps its worker and the name of its error', async () => {
    await invoke('rule-allowed', {});
    const before = await invoke('rule-allowed', {});
    const failed = await invoke('rule-allowed', { fail: true });
    const after = await invoke('rule-allowed', {});

    const calls = Number(JSON.parse(payload(before)).body);
    expect(failed.FunctionError).toBe('Unhandled');
    expect(JSON.parse(payload(failed))).toMatchObject({ errorType: 'Unfit', errorMessage: `call ${calls + 1}` });
    expect(JSON.parse(payload(after)).body).toBe(String(calls + 2));
  });

  async function trigger(): Promise<void> {
    const config = lab.root();
    const events = new eventbridge.EventBridgeClient(config);
    await events.send(
      new eventbridge.PutEventsCommand({ Entries: [{ Source: 'test', DetailType: 'test', Detail: '{}' }] }),
    );
    const topics = new snsApi.SNSClient(config);
    const TopicArn = `arn:aws:sns:${EAST}:${ACCOUNT}:topic`;
    await topics.send(new snsApi.PublishCommand({ TopicArn, Message: 'x' }));
    const alarms = new cloudwatch.CloudWatchClient(config);
    const objects = new s3.S3Client(config);
    await send('source-queue-allowed');
    for (const [name] of pairs) {
      await objects.send(new s3.PutObjectCommand({ Bucket: `notifies-${name}`, Key: 'x', Body: 'x' }));
      const state = { AlarmName: `alarm-${name}`, StateValue: 'ALARM', StateReason: 'test' } as const;
      await alarms.send(new cloudwatch.SetAlarmStateCommand(state));
      await invoke(`destination-${name}`, {}, 'Event');
    }
    for (const client of [events, topics, alarms, objects]) client.destroy();
  }

  function ask(api: string, path: string): Promise<number | undefined> {
    return askHost(`${api}.execute-api.${EAST}.amazonaws.com`, path);
  }

  function askHost(host: string, path: string): Promise<number | undefined> {
    const { address } = lab.cloud.regions[0];
    return new Promise((resolve, reject) => {
      const options = { host: address, port: lab.cloud.edgePort, path, headers: { host, who: 'me' }, agent: false };
      const call = request(options, response => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on('error', reject);
      call.end();
    });
  }

  async function invoke(
    FunctionName: string,
    event: object,
    InvocationType: lambdaApi.InvocationType = 'RequestResponse',
  ): Promise<lambdaApi.InvokeCommandOutput> {
    const client = new lambdaApi.LambdaClient(lab.root());
    const Payload = JSON.stringify(event);
    const answer = await client.send(new lambdaApi.InvokeCommand({ FunctionName, InvocationType, Payload }));
    client.destroy();
    return answer;
  }

  async function send(name: string): Promise<void> {
    const client = new sqsApi.SQSClient({ ...lab.root(), useQueueUrlAsEndpoint: false });
    await client.send(new sqsApi.SendMessageCommand({ QueueUrl: url(name), MessageBody: 'x' }));
    client.destroy();
  }

  async function waiting(name: string): Promise<number> {
    const client = new sqsApi.SQSClient({ ...lab.root(), useQueueUrlAsEndpoint: false });
    const AttributeNames = ['ApproximateNumberOfMessages' as const];
    const { Attributes } = await client.send(
      new sqsApi.GetQueueAttributesCommand({ QueueUrl: url(name), AttributeNames }),
    );
    client.destroy();
    return Number(Attributes!.ApproximateNumberOfMessages);
  }

  function url(queue: string): string {
    return `${lab.cloud.endpoint}/${ACCOUNT}/${queue}`;
  }

  async function verdict(resource: string): Promise<string[]> {
    const [{ decisions }] = await lab.decisions();
    return [...new Set(decisions.filter(each => each.resource.endsWith(resource)).map(({ decision }) => decision))];
  }

  async function refusals(): Promise<Decision[]> {
    const [{ decisions }] = await lab.decisions();
    return decisions.filter(({ decision }) => decision === 'deny');
  }
});

function payload({ Payload }: lambdaApi.InvokeCommandOutput): string {
  return Buffer.from(Payload!).toString();
}

/** Deliveries take their time: tries until it holds, and fails as it failed last. */
async function eventually(expectation: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 4000;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }
}
