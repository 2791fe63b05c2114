import { CfnApi, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { AccountRootPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnPermission, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';

/** What the checks need beside the reference app, in the primary region. */
export class Probes extends Stack {
  constructor(
    scope: Construct,
    private readonly prefix: string,
    props: StackProps,
  ) {
    super(scope, 'Probes', props);
    this.createRouteOfAnyMethod();
    this.createRuleWithoutRight();
    this.createMappingWithoutRight();
    this.createReadersOfParameters();
    this.createConditionedReplication();
  }

  /** The function may be called for GET, its route is of any method. */
  private createRouteOfAnyMethod(): void {
    const handler = this.createFunction('Any');
    const api = new CfnApi(this, 'AnyApi', { name: `${this.prefix}-any`, protocolType: 'HTTP' });
    const integration = new CfnIntegration(this, 'AnyIntegration', {
      apiId: api.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: handler.functionArn,
      payloadFormatVersion: '2.0',
    });
    new CfnRoute(this, 'AnyRoute', {
      apiId: api.ref,
      routeKey: 'ANY /any',
      target: `integrations/${integration.ref}`,
    });
    new CfnStage(this, 'AnyStage', { apiId: api.ref, stageName: '$default', autoDeploy: true });
    new CfnPermission(this, 'AnyPermission', {
      action: 'lambda:InvokeFunction',
      functionName: handler.functionName,
      principal: 'apigateway.amazonaws.com',
      sourceArn: this.formatArn({ service: 'execute-api', resource: api.ref, resourceName: '*/GET/any' }),
    });
    this.tell('AnyApi', api.ref);
  }

  /** A queue that lets nobody in, and one for what was not let in. */
  private createRuleWithoutRight(): void {
    const [closed, letters] = ['ClosedQueue', 'RuleLetters'].map(id => new Queue(this, id));
    const rule = new CfnRule(this, 'Rule', {
      eventPattern: { source: [this.prefix] },
      targets: [{ id: 'Closed', arn: closed.queueArn, deadLetterConfig: { arn: letters.queueArn } }],
    });
    letters.addToResourcePolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [letters.queueArn],
        principals: [new ServicePrincipal('events.amazonaws.com')],
        conditions: { ArnEquals: { 'aws:SourceArn': rule.attrArn } },
      }),
    );
    this.tell('ClosedQueue', closed.queueUrl);
    this.tell('RuleLetters', letters.queueUrl);
  }

  private createMappingWithoutRight(): void {
    this.tell('Rightless', this.createFunction('Rightless').functionName);
    this.tell('RightlessQueue', new Queue(this, 'RightlessQueue').queueArn);
  }

  private createReadersOfParameters(): void {
    const path = `${this.prefix}/probe`;
    new StringParameter(this, 'Parameter', { parameterName: `/${path}/one`, stringValue: 'one' });
    for (const [id, below] of [
      ['PathReader', ''],
      ['BelowReader', '/*'],
    ]) {
      const role = new Role(this, id, { assumedBy: new AccountRootPrincipal() });
      const resources = [this.formatArn({ service: 'ssm', resource: 'parameter', resourceName: `${path}${below}` })];
      role.addToPolicy(new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources }));
      this.tell(id, role.roleArn);
    }
  }

  /** Two buckets of one region: the question is the role's trust, not the distance. */
  private createConditionedReplication(): void {
    const copy = new Bucket(this, 'Copy', { versioned: true });
    const role = new Role(this, 'ConditionedRole', {
      assumedBy: new ServicePrincipal('s3.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': this.account },
      }),
    });
    const source = new Bucket(this, 'Conditioned', { versioned: true });
    allowReplication(role, copy);
    const destination = { bucket: copy.bucketArn };
    (source.node.defaultChild as CfnBucket).replicationConfiguration = {
      role: role.roleArn,
      rules: [
        {
          id: 'All',
          priority: 1,
          status: 'Enabled',
          filter: { prefix: '' },
          deleteMarkerReplication: { status: 'Disabled' },
          destination,
        },
      ],
    };
    this.tell('ConditionedBucket', source.bucketName);
  }

  private createFunction(id: string): Function {
    return new Function(this, id, {
      code: Code.fromInline("exports.handler = async () => ({ statusCode: 200, body: 'probe' });"),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
    });
  }

  private tell(name: string, value: string): void {
    new CfnOutput(this, `${name}Output`, { value }).overrideLogicalId(name);
  }
}

/** Without the ARN of the source, which has the role in it. */
function allowReplication(role: Role, copy: Bucket): void {
  const actions = ['s3:ReplicateObject', 's3:ReplicateTags'];
  role.addToPolicy(new PolicyStatement({ actions, resources: [copy.arnForObjects('*')] }));
  const reads = ['s3:GetReplicationConfiguration', 's3:ListBucket', 's3:GetObjectVersionForReplication'];
  role.addToPolicy(new PolicyStatement({ actions: [...reads, 's3:GetObjectVersionTagging'], resources: ['*'] }));
}
