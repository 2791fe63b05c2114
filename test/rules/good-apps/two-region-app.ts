import { CfnApi, CfnApiMapping, CfnDomainName, CfnIntegration, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { PredefinedMetric, ScalableTarget, ServiceNamespace } from 'aws-cdk-lib/aws-applicationautoscaling';
import {
  CfnBackupPlan,
  CfnBackupSelection,
  CfnBackupVault,
  CfnRestoreTestingPlan,
  CfnRestoreTestingSelection,
} from 'aws-cdk-lib/aws-backup';
import { Alarm, ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { CfnExperimentTemplate } from 'aws-cdk-lib/aws-fis';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime, type Alias } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnHealthCheck, CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { BlockPublicAccess, Bucket, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, JitterType, Pass, StateMachine, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { ACCOUNT, EAST, WEST } from '../support/templates';

const REGIONS = [EAST, WEST];

/** A service in two regions with all that it needs, of plain CDK constructs: nothing to report. */
export function twoRegionApp(): App {
  const app = new App();
  for (const region of REGIONS) new ShopStack(app, region);
  return app;
}

class ShopStack extends Stack {
  private readonly operators: Topic;
  private readonly isPrimary: boolean;
  private readonly other: string;

  constructor(app: App, region: string) {
    super(app, `Shop-${region}`, { env: { account: ACCOUNT, region } });
    this.isPrimary = region === EAST;
    this.other = this.isPrimary ? WEST : EAST;
    this.operators = new Topic(this, 'Operators');
    const dead = this.deadLetters('Dead');
    const live = this.published(dead);
    this.endpoint(live);
    this.consumer(live, dead);
    this.orders();
    this.files();
    this.backup();
    this.workflow(live);
    this.experiment();
  }

  private deadLetters(id: string): Queue {
    const queue = new Queue(this, id, { retentionPeriod: Duration.days(14) });
    this.alarm(`${id}Depth`, queue.metricApproximateNumberOfMessagesVisible());
    this.alarm(`${id}Age`, queue.metricApproximateAgeOfOldestMessage(), { threshold: 3600 });
    return queue;
  }

  private published(dead: Queue): Alias {
    const handler = new Function(this, 'Api', {
      code: Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
      timeout: Duration.seconds(20),
      reservedConcurrentExecutions: 50,
      environment: { TABLE: 'shop-orders' },
    });
    const live = handler.addAlias('live', {
      onFailure: new SqsDestination(dead),
      maxEventAge: Duration.hours(1),
      retryAttempts: 2,
      provisionedConcurrentExecutions: 2,
    });
    const errors = this.alarm('Errors', live.metricErrors());
    this.alarm('Traffic', live.metricInvocations());
    if (this.isPrimary) this.alarm('Silence', live.metricInvocations(), { falls: true });
    new LambdaDeploymentGroup(this, 'Deployment', {
      application: new LambdaApplication(this, 'Application'),
      alias: live,
      alarms: [errors],
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
    });
    const capacity = new ScalableTarget(this, 'Capacity', {
      serviceNamespace: ServiceNamespace.LAMBDA,
      scalableDimension: 'lambda:function:ProvisionedConcurrency',
      resourceId: `function:${handler.functionName}:live`,
      minCapacity: 2,
      maxCapacity: 20,
    });
    capacity.scaleToTrackMetric('Load', {
      predefinedMetric: PredefinedMetric.LAMBDA_PROVISIONED_CONCURRENCY_UTILIZATION,
      targetValue: 0.7,
    });
    return live;
  }

  private endpoint(live: Alias): void {
    const api = new CfnApi(this, 'HttpApi', { name: 'shop', protocolType: 'HTTP' });
    new CfnIntegration(this, 'Integration', {
      apiId: api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: live.functionArn,
      payloadFormatVersion: '2.0',
    });
    live.addPermission('OfApi', { principal: new ServicePrincipal('apigateway.amazonaws.com') });
    const domain = new CfnDomainName(this, 'DomainName', { domainName: 'api.example.com' });
    const stage = new CfnStage(this, 'Stage', { apiId: api.ref, stageName: '$default', autoDeploy: true });
    new CfnApiMapping(this, 'Mapping', { apiId: api.ref, domainName: domain.ref, stage: stage.ref });
    const check = new CfnHealthCheck(this, 'HealthCheck', {
      healthCheckConfig: {
        type: 'HTTPS',
        fullyQualifiedDomainName: `${api.ref}.execute-api.${this.region}.amazonaws.com`,
        resourcePath: '/health',
        requestInterval: 10,
        failureThreshold: 3,
      },
    });
    new CfnRecordSet(this, 'Record', {
      hostedZoneId: 'Z1',
      name: 'api.example.com.',
      type: 'CNAME',
      ttl: '30',
      failover: this.isPrimary ? 'PRIMARY' : 'SECONDARY',
      setIdentifier: this.region,
      healthCheckId: check.attrHealthCheckId,
      resourceRecords: [domain.attrRegionalDomainName],
    });
  }

  private consumer(live: Alias, dead: Queue): void {
    const queue = new Queue(this, 'Queue', {
      visibilityTimeout: Duration.seconds(125),
      deadLetterQueue: { queue: dead, maxReceiveCount: 5 },
    });
    live.addEventSource(
      new SqsEventSource(queue, { reportBatchItemFailures: true, maxBatchingWindow: Duration.seconds(5) }),
    );
    new Rule(this, 'Uploads', {
      eventPattern: { source: ['aws.s3'] },
      targets: [new LambdaFunction(live, { deadLetterQueue: dead })],
    });
  }

  private orders(): void {
    if (!this.isPrimary) return;
    new TableV2(this, 'Orders', {
      tableName: 'shop-orders',
      partitionKey: { name: 'id', type: AttributeType.STRING },
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      replicas: [
        {
          region: this.other,
          deletionProtection: true,
          pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        },
      ],
    });
    this.alarm(
      'Lag',
      TableV2.fromTableName(this, 'ByName', 'shop-orders').metric('ReplicationLatency', {
        dimensionsMap: { TableName: 'shop-orders', ReceivingRegion: this.other },
      }),
    );
  }

  private files(): void {
    const bucket = new Bucket(this, 'Files', {
      bucketName: `shop-files-${ACCOUNT}-${this.region}`,
      versioned: true,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const role = new Role(this, 'ReplicationRole', { assumedBy: new ServicePrincipal('s3.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:GetReplicationConfiguration', 's3:ListBucket', 's3:GetObjectVersion*', 's3:Replicate*'],
        resources: [`arn:aws:s3:::shop-files-${ACCOUNT}-*`],
      }),
    );
    (bucket.node.defaultChild as CfnBucket).replicationConfiguration = {
      role: role.roleArn,
      rules: [
        {
          status: 'Enabled',
          priority: 1,
          filter: { prefix: '' },
          deleteMarkerReplication: { status: 'Enabled' },
          destination: {
            bucket: `arn:aws:s3:::shop-files-${ACCOUNT}-${this.other}`,
            replicationTime: { status: 'Enabled', time: { minutes: 15 } },
            metrics: { status: 'Enabled', eventThreshold: { minutes: 15 } },
          },
        },
      ],
    };
  }

  private backup(): void {
    const vault = new CfnBackupVault(this, 'Vault', {
      backupVaultName: 'shop',
      notifications: {
        snsTopicArn: this.operators.topicArn,
        backupVaultEvents: ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'RESTORE_JOB_COMPLETED'],
      },
      lockConfiguration: { minRetentionDays: 7, maxRetentionDays: 400 },
    });
    vault.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    if (!this.isPrimary) return;
    const plan = new CfnBackupPlan(this, 'Plan', {
      backupPlan: {
        backupPlanName: 'shop',
        backupPlanRule: [
          {
            ruleName: 'daily',
            targetBackupVault: vault.ref,
            scheduleExpression: 'cron(0 5 * * ? *)',
            lifecycle: { moveToColdStorageAfterDays: 30, deleteAfterDays: 120 },
            copyActions: [
              {
                destinationBackupVaultArn: `arn:aws:backup:${this.other}:${ACCOUNT}:backup-vault:shop`,
                lifecycle: { deleteAfterDays: 35 },
              },
            ],
          },
        ],
      },
    });
    new CfnBackupSelection(this, 'Selection', {
      backupPlanId: plan.ref,
      backupSelection: {
        selectionName: 'shop',
        iamRoleArn: `arn:aws:iam::${ACCOUNT}:role/backup`,
        resources: [
          `arn:aws:dynamodb:${this.region}:${ACCOUNT}:table/shop-orders`,
          `arn:aws:s3:::shop-files-${ACCOUNT}-${this.region}`,
        ],
      },
    });
    const test = new CfnRestoreTestingPlan(this, 'RestoreTest', {
      restoreTestingPlanName: 'shop',
      scheduleExpression: 'cron(0 6 ? * SUN *)',
      recoveryPointSelection: {
        algorithm: 'LATEST_WITHIN_WINDOW',
        includeVaults: ['*'],
        recoveryPointTypes: ['SNAPSHOT'],
      },
    });
    new CfnRestoreTestingSelection(this, 'Restored', {
      restoreTestingPlanName: test.ref,
      restoreTestingSelectionName: 'shop',
      protectedResourceType: 'DynamoDB',
      protectedResourceArns: ['*'],
      iamRoleArn: `arn:aws:iam::${ACCOUNT}:role/restore`,
    });
  }

  private workflow(live: Alias): void {
    const charge = new LambdaInvoke(this, 'Charge', {
      lambdaFunction: live,
      taskTimeout: Timeout.duration(Duration.minutes(1)),
    });
    charge.addRetry({ maxAttempts: 3, backoffRate: 2, jitterStrategy: JitterType.FULL });
    charge.addCatch(new Pass(this, 'Keep'));
    new StateMachine(this, 'Flow', { definitionBody: DefinitionBody.fromChainable(charge) });
  }

  private experiment(): void {
    const impact = this.node.findChild('Errors') as Alarm;
    new CfnExperimentTemplate(this, 'Slow', {
      description: 'Slow invocations',
      roleArn: new Role(this, 'SlowRole', { assumedBy: new ServicePrincipal('fis.amazonaws.com') }).roleArn,
      stopConditions: [{ source: 'aws:cloudwatch:alarm', value: impact.alarmArn }],
      targets: {
        Functions: { resourceType: 'aws:lambda:function', selectionMode: 'PERCENT(50)', resourceTags: { app: 'shop' } },
      },
      actions: {
        Delay: {
          actionId: 'aws:lambda:invocation-add-delay',
          parameters: { duration: 'PT5M' },
          targets: { Functions: 'Functions' },
        },
      },
      experimentOptions: { emptyTargetResolutionMode: 'fail' },
      tags: { app: 'shop' },
    });
  }

  private alarm(id: string, metric: IMetric, { threshold = 1, falls = false } = {}): Alarm {
    const alarm = new Alarm(this, id, {
      metric,
      threshold,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      comparisonOperator: falls
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: falls ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.operators));
    return alarm;
  }
}
