import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiMapping, DomainName, EndpointType, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import {
  BackupPlan,
  BackupPlanRule,
  BackupResource,
  BackupVault,
  CfnRestoreTestingPlan,
  CfnRestoreTestingSelection,
} from 'aws-cdk-lib/aws-backup';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnHealthCheck, CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, Duration, NestedStack, RemovalPolicy, Stack, Stage, type StackProps } from 'aws-cdk-lib/core';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { type Construct } from 'constructs';
import { type StackInput } from '../../../lib/assembly/template';
import { oneTemplate } from './one-template';
import { alarm, deadLetters, handler } from './parts';

interface ServiceProps extends StackProps {
  readonly memory?: number;
  readonly host: string;
  readonly record: (region: string) => Record<string, unknown>;
  readonly replicas?: readonly string[];
}

/** An API with its own health check and record, and the table in the region that has replicas. */
class Service extends Stack {
  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id, props);
    const fn = handler(this, 'Handler', { memorySize: props.memory, environment: { TABLE: `${props.host}-items` } });
    const api = new HttpApi(this, 'Api', { defaultIntegration: new HttpLambdaIntegration('ToHandler', fn) });
    const certificate = new Certificate(this, 'Certificate', {
      domainName: props.host,
      validation: CertificateValidation.fromEmail(),
    });
    const domain = new DomainName(this, 'Domain', {
      domainName: props.host,
      certificate,
      endpointType: EndpointType.REGIONAL,
    });
    new ApiMapping(this, 'Mapping', { api, domainName: domain });
    const check = new CfnHealthCheck(this, 'Check', {
      healthCheckConfig: {
        type: 'HTTPS',
        fullyQualifiedDomainName: `${api.apiId}.execute-api.${this.region}.amazonaws.com`,
        resourcePath: '/health',
        requestInterval: 10,
        failureThreshold: 3,
      },
    });
    new CfnRecordSet(this, 'Record', {
      hostedZoneName: 'example.com.',
      name: props.host,
      type: 'A',
      setIdentifier: this.region,
      healthCheckId: check.attrHealthCheckId,
      aliasTarget: {
        dnsName: domain.regionalDomainName,
        hostedZoneId: domain.regionalHostedZoneId,
        evaluateTargetHealth: true,
      },
      ...props.record(this.region),
    });
    alarm(this, 'Traffic', fn.metricInvocations(), new Topic(this, 'OnCall'));
    if (props.replicas) this.items(`${props.host}-items`, props.replicas);
  }

  private items(tableName: string, replicas: readonly string[]): void {
    const table = new TableV2(this, 'Items', {
      tableName,
      partitionKey: { name: 'id', type: AttributeType.STRING },
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      replicas: replicas.map(region => ({ region })),
    });
    const topic = new Topic(this, 'Operators');
    for (const region of replicas) {
      alarm(
        this,
        `LagTo${region}`,
        new Metric({
          namespace: 'AWS/DynamoDB',
          metricName: 'ReplicationLatency',
          dimensionsMap: { TableName: tableName, ReceivingRegion: region },
        }),
        topic,
      );
    }
    const plan = new BackupPlan(this, 'Plan', {
      backupVault: new BackupVault(this, 'Vault', {
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
        notificationTopic: new Topic(this, 'BackupJobs'),
      }),
    });
    plan.addRule(
      new BackupPlanRule({
        scheduleExpression: Schedule.cron({ hour: '3', minute: '0' }),
        deleteAfter: Duration.days(35),
        copyActions: [
          {
            destinationBackupVault: BackupVault.fromBackupVaultArn(
              this,
              'Far',
              'arn:aws:backup:eu-south-1:999999999999:backup-vault:far',
            ),
          },
        ],
      }),
    );
    plan.addSelection('Selection', { resources: [BackupResource.fromDynamoDbTable(table)] });
    const test = new CfnRestoreTestingPlan(this, 'RestoreTest', {
      restoreTestingPlanName: 'items',
      scheduleExpression: 'cron(0 6 ? * SUN *)',
      recoveryPointSelection: {
        algorithm: 'LATEST_WITHIN_WINDOW',
        includeVaults: ['*'],
        recoveryPointTypes: ['SNAPSHOT'],
      },
    });
    new CfnRestoreTestingSelection(this, 'Restored', {
      restoreTestingPlanName: test.ref,
      restoreTestingSelectionName: 'items',
      protectedResourceType: 'DynamoDB',
      protectedResourceArns: ['*'],
      iamRoleArn: 'arn:aws:iam::111111111111:role/restore',
    });
  }
}

const pair = (primary: string) => (region: string) => ({ failover: region === primary ? 'PRIMARY' : 'SECONDARY' });

/** Apps that run in several regions, each arranged in another way. */
export const REGIONAL_APPS: Readonly<Record<string, () => App>> = {
  'development and production in two regions each, of different sizes, in stages of one account': () => {
    const app = new App();
    for (const [name, memory] of [
      ['Dev', 256],
      ['Prod', 2048],
    ] as const) {
      const stage = new Stage(app, name);
      for (const [index, region] of ['eu-west-1', 'eu-central-1'].entries()) {
        new Service(stage, `Service-${region}`, {
          env: { account: '111111111111', region },
          host: `${name.toLowerCase()}.example.com`,
          memory,
          record: pair('eu-west-1'),
          replicas: index === 0 ? ['eu-central-1'] : undefined,
        });
      }
    }
    return app;
  },

  'development and production as stacks of one app and account, without stages': () => {
    const app = new App();
    for (const [name, memory] of [
      ['Dev', 256],
      ['Prod', 2048],
    ] as const) {
      for (const [index, region] of ['us-east-1', 'us-west-2'].entries()) {
        new Service(app, `${name}-${region}`, {
          env: { account: '111111111111', region },
          host: `${name.toLowerCase()}.example.com`,
          memory,
          record: pair('us-east-1'),
          replicas: index === 0 ? ['us-west-2'] : undefined,
        });
      }
    }
    return app;
  },

  'three regions that all serve, by latency': () => {
    const app = new App();
    const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
    for (const [index, region] of regions.entries()) {
      new Service(app, `Service-${region}`, {
        env: { account: '111111111111', region },
        host: 'api.example.com',
        record: () => ({ region }),
        replicas: index === 0 ? regions.slice(1) : undefined,
      });
    }
    return app;
  },

  'two regions by weight': () => {
    const app = new App();
    for (const [index, region] of ['us-east-1', 'us-west-2'].entries()) {
      new Service(app, `Service-${region}`, {
        env: { account: '111111111111', region },
        host: 'api.example.com',
        record: () => ({ weight: index === 0 ? 90 : 10 }),
        replicas: index === 0 ? ['us-west-2'] : undefined,
      });
    }
    return app;
  },

  'an account for each region': () => {
    const app = new App();
    for (const [region, account] of Object.entries({ 'us-east-1': '111111111111', 'us-west-2': '222222222222' })) {
      new Service(app, `Service-${region}`, {
        env: { account, region },
        host: 'api.example.com',
        record: pair('us-east-1'),
      });
    }
    return app;
  },

  'three stages that call everything the same, each in an account of its own': () => {
    const app = new App();
    for (const [name, account] of Object.entries({ Dev: '111111111111', Test: '222222222222', Prod: '333333333333' })) {
      const stack = new Stack(new Stage(app, name, { env: { account, region: 'eu-west-1' } }), 'Shop');
      const dead = deadLetters(stack, 'Dead', { queueName: 'dead' });
      const queue = new Queue(stack, 'Jobs', {
        queueName: 'jobs',
        visibilityTimeout: Duration.minutes(2),
        deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
      });
      const worker = handler(stack, 'Worker', { functionName: 'worker' });
      worker.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true }));
      const live = handler(stack, 'Mailer', { functionName: 'mailer' }).addAlias('live', {
        onFailure: new SqsDestination(dead),
        retryAttempts: 2,
        maxEventAge: Duration.hours(1),
      });
      new Rule(stack, 'Ordered', {
        eventPattern: { source: ['shop'] },
        targets: [new LambdaFunction(live, { deadLetterQueue: dead })],
      });
    }
    return app;
  },

  'a stage for each region, as a pipeline deploys them, with nested stacks': () => {
    const app = new App();
    for (const [name, region] of Object.entries({ Primary: 'us-east-1', Secondary: 'us-west-2' })) {
      const stage = new Stage(app, name, { env: { account: '111111111111', region } });
      const service = new Service(stage, 'Service', {
        host: 'api.example.com',
        record: pair('us-east-1'),
        replicas: name === 'Primary' ? ['us-west-2'] : undefined,
      });
      const nested = new NestedStack(service, 'Jobs');
      const queue = new Queue(nested, 'Queue', {
        visibilityTimeout: Duration.minutes(2),
        deadLetterQueue: { queue: deadLetters(nested), maxReceiveCount: 5 },
      });
      handler(nested, 'Worker', { reservedConcurrentExecutions: 20 }).addEventSource(
        new SqsEventSource(queue, { reportBatchItemFailures: true }),
      );
    }
    return app;
  },

  'one template by hand, included in a stack of each region': () => {
    const app = new App();
    for (const region of ['us-east-1', 'us-west-2']) {
      include(new Stack(app, `Orders-${region}`, { env: { account: '111111111111', region } }), oneTemplate()[0]);
    }
    return app;
  },

  'one stack for each of two regions, wherever that is': () => {
    const app = new App();
    for (const name of ['First', 'Second']) {
      const stack = new Stack(app, name);
      handler(stack, 'Handler', { functionName: 'handler' });
    }
    return app;
  },
};

/** Includes a template, which has to be a file. */
function include(stack: Stack, { template }: StackInput): void {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'included-'));
  const templateFile = path.join(directory, 'template.json');
  fs.writeFileSync(templateFile, JSON.stringify(template));
  new CfnInclude(stack, 'Included', { templateFile });
  fs.rmSync(directory, { recursive: true });
}
