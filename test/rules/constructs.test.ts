import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { BackupPlan, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Alarm, ComparisonOperator, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnHealthCheck } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { App, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { evaluate } from '../../lib/rules/engine';
import { handler } from './good-apps/parts';
import { synthesized } from './support/synthesized';

const env = { account: '111111111111', region: 'eu-central-1' };

/** What people write with CDK's own constructs: the fault in it where `bad` holds. */
const FORMS: Readonly<Record<string, (stack: Stack, bad: boolean) => void>> = {
  'permission-misses-route': (stack, bad) => {
    const integration = new HttpLambdaIntegration('Handler', handler(stack, 'Handler'), {
      scopePermissionToRoute: !bad,
    });
    new HttpApi(stack, 'Api', { defaultIntegration: integration });
  },
  'alarm-query-operator': (stack, bad) => {
    const query = `SELECT SUM(Errors) FROM "AWS/Lambda" WHERE FunctionName = 'a'${bad ? " OR FunctionName = 'b'" : ''}`;
    new Alarm(stack, 'Errors', {
      metric: new MathExpression({ expression: query }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    });
  },
  'routes-of-equal-shape': (stack, bad) => {
    const integration = new HttpLambdaIntegration('Handler', handler(stack, 'Handler'));
    const api = new HttpApi(stack, 'Api');
    for (const path of ['/orders/{id}', bad ? '/orders/{key}' : '/orders/{id}/lines']) {
      api.addRoutes({ path, methods: [HttpMethod.GET], integration });
    }
  },
  'name-repeated': (stack, bad) => {
    for (const id of ['One', 'Two']) {
      new Table(stack, id, {
        tableName: bad ? 'orders' : `orders-${id}`,
        partitionKey: { name: 'id', type: AttributeType.STRING },
      });
    }
  },
  'retained-after-failed-creation': (stack, bad) => {
    new Table(stack, 'Orders', {
      tableName: 'orders',
      partitionKey: { name: 'id', type: AttributeType.STRING },
      removalPolicy: bad ? RemovalPolicy.RETAIN : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  },
  'health-check-without-route': (stack, bad) => {
    const api = new HttpApi(stack, 'Api');
    const integration = new HttpLambdaIntegration('Handler', handler(stack, 'Handler'));
    api.addRoutes({ path: bad ? '/orders' : '/health', methods: [HttpMethod.GET], integration });
    check(stack, Fn.select(2, Fn.split('/', api.apiEndpoint)), '/health');
  },
  'health-check-without-credentials': (stack, bad) => {
    const root = new RestApi(stack, 'Api').root;
    const integration = new LambdaIntegration(handler(stack, 'Handler'));
    root.addResource('health').addMethod('GET', integration, { apiKeyRequired: bad });
    check(stack, `${root.api.restApiId}.execute-api.${stack.region}.amazonaws.com`, '/prod/health');
  },
  'health-check-of-gateway': (stack, bad) => {
    check(stack, Fn.parseDomainName(new HttpApi(stack, 'Api').apiEndpoint), bad ? '/ping' : '/health');
  },
  'backup-failure-unannounced': (stack, bad) => {
    const backupVault = new BackupVault(stack, 'Vault', bad ? {} : { notificationTopic: new Topic(stack, 'Jobs') });
    BackupPlan.daily35DayRetention(stack, 'Plan', backupVault);
  },
  'queue-policy-limits': (stack, bad) => {
    const dead = new Queue(stack, 'Dead');
    for (let index = 0; index < (bad ? 21 : 20); index++) {
      new Topic(stack, `Topic${index}`).addSubscription(new SqsSubscription(dead));
    }
  },
  'queue-policy-repeated': (stack, bad) => {
    const work = new Queue(stack, 'Work');
    new Topic(stack, 'Topic').addSubscription(new SqsSubscription(work));
    const policy = new QueuePolicy(stack, 'Policy', { queues: [bad ? work : new Queue(stack, 'Other')] });
    policy.document.addStatements(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        principals: [new ServicePrincipal('events.amazonaws.com')],
        resources: [work.queueArn],
      }),
    );
  },
};

function check(stack: Stack, fullyQualifiedDomainName: string, resourcePath: string): void {
  new CfnHealthCheck(stack, 'Check', { healthCheckConfig: { type: 'HTTPS', fullyQualifiedDomainName, resourcePath } });
}

function reported(rule: string, bad: boolean): boolean {
  const app = new App();
  FORMS[rule](new Stack(app, 'Orders', { env }), bad);
  return evaluate(synthesized(app)).findings.some(finding => finding.rule.id === `resilience-${rule}`);
}

describe.each(Object.keys(FORMS))("CDK's constructs: %s", rule => {
  test('is found', () => expect(reported(rule, true)).toBe(true));
  test('is not found where it is not', () => expect(reported(rule, false)).toBe(false));
});

test('the permissions that CDK gives REST APIs match their methods', () => {
  const app = new App();
  const stack = new Stack(app, 'Orders', { env });
  const root = new RestApi(stack, 'Api', { deployOptions: { stageName: 'v1' } }).root;
  const integration = new LambdaIntegration(handler(stack, 'Handler'));
  root.addMethod('ANY', integration);
  root.addResource('orders').addResource('{id}').addMethod('GET', integration);
  root.addProxy({ defaultIntegration: integration });

  const found = evaluate(synthesized(app)).findings.map(finding => finding.rule.id);
  expect(found.filter(id => /permission-misses-route|routes-of-equal-shape|invocation-not-permitted/.test(id))).toEqual(
    [],
  );
});
