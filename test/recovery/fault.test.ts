import { Match, Template } from 'aws-cdk-lib/assertions';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, MultiRegionConsistency, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Architecture, Function, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { ReplicatedBucket, ReplicatedTable, ResilientFunction, type ResilientFunctionProps } from '../../lib';
import { Fault, FaultExperiment } from '../../lib/recovery';
import { CODE } from '../bad-input/support';
import { failureOf } from '../support/failure';
import { plainStack, twoRegions } from '../support/two-regions';

const TEMPLATE = 'AWS::FIS::ExperimentTemplate';
const KEY = { partitionKey: { name: 'key', type: AttributeType.STRING } };
const LAYER = 'arn:aws:lambda:eu-west-1:111122223333:layer:aws-fis-extension-arm64:9';

const functionIn = (stack: Stack, props: Partial<ResilientFunctionProps> = {}, id = 'Api') =>
  new ResilientFunction(stack, id, { ...CODE, ...props });

function experiment(stack: Stack, fault: Fault, id = 'Experiment'): FaultExperiment {
  const metric = new Metric({ namespace: 'Shop', metricName: 'OrdersRefused' });
  const alarm = new Alarm(stack, `${id}Stop`, { metric, threshold: 1, evaluationPeriods: 1 });
  return new FaultExperiment(stack, id, { fault, duration: Duration.minutes(10), stopWhen: [alarm] });
}

function templateOf(stack: Stack, fault: Fault): Template {
  experiment(stack, fault);
  return Template.fromStack(stack);
}

const action = (actionId: string, parameters: object) => ({
  Actions: { Fault: Match.objectLike({ ActionId: actionId, Parameters: parameters, Targets: Match.anyValue() }) },
});

describe('invocations', () => {
  test('are delayed, some of them', () => {
    const stack = plainStack();
    const delay = Duration.seconds(2);
    const template = templateOf(
      stack,
      Fault.delayInvocations({ functions: [functionIn(stack)], delay, percentage: 50 }),
    );

    template.hasResourceProperties(
      TEMPLATE,
      action('aws:lambda:invocation-add-delay', {
        duration: 'PT10M',
        startupDelayMilliseconds: '2000',
        invocationPercentage: '50',
      }),
    );
  });

  test('time out: the delay is a second longer than the longest time-out', () => {
    const stack = plainStack();
    const functions = [3, 20].map(seconds =>
      functionIn(stack, { timeout: Duration.seconds(seconds) }, `Function${seconds}`),
    );

    templateOf(stack, Fault.timeOutInvocations({ functions })).hasResourceProperties(
      TEMPLATE,
      action('aws:lambda:invocation-add-delay', Match.objectLike({ startupDelayMilliseconds: '21000' })),
    );
  });

  test.each([Duration.minutes(15), Duration.seconds(Token.asNumber({ Ref: 'Given' }))])(
    'time out by the longest delay that FIS has where the time-out is %s',
    timeout => {
      const stack = plainStack();

      templateOf(
        stack,
        Fault.timeOutInvocations({ functions: [functionIn(stack, { timeout })] }),
      ).hasResourceProperties(
        TEMPLATE,
        action('aws:lambda:invocation-add-delay', Match.objectLike({ startupDelayMilliseconds: '900000' })),
      );
    },
  );

  test.each([
    [undefined, 'true', '2000'],
    [false, 'false', Match.absent()],
  ])('fail, with preventExecution: %s', (preventExecution, written, wait) => {
    const stack = plainStack();
    const template = templateOf(stack, Fault.failInvocations({ functions: [functionIn(stack)], preventExecution }));

    template.hasResourceProperties(
      TEMPLATE,
      action('aws:lambda:invocation-error', {
        duration: 'PT10M',
        preventExecution: written,
        invocationPercentage: '100',
      }),
    );
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: Match.objectLike({ AWS_FIS_POLL_MAX_WAIT_MILLISECONDS: wait }) },
    });
  });

  test('answer with a status', () => {
    const stack = plainStack();
    const template = templateOf(stack, Fault.answerInvocations({ functions: [functionIn(stack)], statusCode: 503 }));

    template.hasResourceProperties(
      TEMPLATE,
      action('aws:lambda:invocation-http-integration-response', {
        duration: 'PT10M',
        statusCode: '503',
        contentTypeHeader: 'application/json',
        preventExecution: 'true',
        invocationPercentage: '100',
      }),
    );
  });
});

describe('a function', () => {
  test('is a target by its own ARN, however it is given, and once', () => {
    const stack = plainStack();
    const api = functionIn(stack);
    const functions = [api, api.alias, api.version, api.function];
    const template = templateOf(stack, Fault.failInvocations({ functions }));

    template.hasResourceProperties(TEMPLATE, {
      Targets: {
        Targets: {
          ResourceType: 'aws:lambda:function',
          ResourceArns: [stack.resolve(api.function.functionArn) as object],
          SelectionMode: 'ALL',
        },
      },
      Actions: { Fault: Match.objectLike({ Targets: { Functions: 'Targets' } }) },
    });
  });

  test("gets AWS's extension for its processor, its variables, and a version of its own", () => {
    const [plain, prepared] = [plainStack(), plainStack()];
    const [before, api] = [plain, prepared].map(stack => functionIn(stack, { architecture: Architecture.ARM_64 }));
    const template = templateOf(prepared, Fault.failInvocations({ functions: [api] }));
    const [parameter] = Object.keys(
      template.findParameters('*', {
        Type: 'AWS::SSM::Parameter::Value<String>',
        Default: '/aws/service/fis/lambda-extension/AWS-FIS-extension-arm64/1.x.x',
      }),
    );

    template.hasResourceProperties('AWS::Lambda::Function', {
      Layers: [{ Ref: parameter }],
      Environment: {
        Variables: {
          AWS_LAMBDA_EXEC_WRAPPER: '/opt/aws-fis/bootstrap',
          AWS_FIS_CONFIGURATION_LOCATION: { 'Fn::Join': ['', [Match.anyValue(), '/FisConfigs/']] },
          AWS_FIS_POLL_MAX_WAIT_MILLISECONDS: '2000',
        },
      },
    });
    expect(versionsIn(prepared)).not.toEqual(versionsIn(plain));
    expect(before.node.id).toBe(api.node.id);
  });

  test('may read the faults of its folder, and FIS may write them, and look at this function only', () => {
    const stack = plainStack();
    const template = templateOf(stack, Fault.failInvocations({ functions: [functionIn(stack)] }));
    const bucket = { 'Fn::GetAtt': [Object.keys(template.findResources('AWS::S3::Bucket'))[0], 'Arn'] };
    const faults = { 'Fn::Join': ['', [bucket, '/FisConfigs/*']] };

    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 's3:ListBucket',
            Resource: bucket,
            Condition: { StringLike: { 's3:prefix': ['FisConfigs/*'] } },
          },
          { Effect: 'Allow', Action: 's3:GetObject', Resource: faults },
        ],
      },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyName: 'Experiment',
          PolicyDocument: {
            Statement: Match.arrayWith([
              { Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: faults },
              {
                Effect: 'Allow',
                Action: 'lambda:GetFunction',
                Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ApiFunction'), 'Arn'] },
              },
            ]),
          },
        },
      ],
    });
  });

  test('shares the bucket with the others of its stack, which goes with it', () => {
    const stack = plainStack();
    const functions = [functionIn(stack), functionIn(stack, {}, 'Worker')];
    const template = templateOf(stack, Fault.failInvocations({ functions }));

    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Delete',
      Properties: { LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 1 })] } },
    });
  });

  test('of several experiments is prepared once', () => {
    const stack = plainStack();
    const functions = [functionIn(stack)];
    experiment(stack, Fault.delayInvocations({ functions, delay: Duration.seconds(1) }), 'Slow');
    const template = templateOf(stack, Fault.failInvocations({ functions }));

    const [{ Properties }] = Object.values(template.findResources('AWS::Lambda::Function'));
    expect((Properties as { Layers: unknown[] }).Layers).toHaveLength(1);
    template.resourceCountIs('AWS::IAM::Policy', 1);
    template.resourceCountIs(TEMPLATE, 2);
  });

  test('of another stack refers to no experiment', () => {
    const app = new App();
    const [functions, experiments] = ['Functions', 'Experiments'].map(
      id => new Stack(app, id, { env: { region: 'eu-west-1' } }),
    );
    experiment(experiments, Fault.failInvocations({ functions: [functionIn(functions)] }));
    app.synth();

    expect(functions.dependencies).toEqual([]);
    expect(experiments.dependencies).toEqual([functions]);
  });

  test('can have a layer and a bucket that are there already', () => {
    const stack = plainStack();
    const given = {
      functions: [functionIn(stack)],
      extension: LayerVersion.fromLayerVersionArn(stack, 'Extension', LAYER),
      configurationBucket: Bucket.fromBucketName(stack, 'Faults', 'faults-of-all'),
    };
    experiment(stack, Fault.delayInvocations({ ...given, delay: Duration.seconds(1) }), 'Slow');
    const template = templateOf(stack, Fault.failInvocations(given));

    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.hasResourceProperties('AWS::Lambda::Function', { Layers: [LAYER] });
    expect(Object.keys(template.findParameters('*', { Default: Match.stringLikeRegexp('fis') }))).toEqual([]);
  });

  const versionsIn = (stack: Stack) => Object.keys(Template.fromStack(stack).findResources('AWS::Lambda::Version'));
});

test('the replication of a table is paused, in the policies of this table and its streams', () => {
  const { service, standby } = twoRegions();
  const files = new ReplicatedTable(service, 'Files', KEY);
  const template = templateOf(standby, Fault.pauseTableReplication({ tables: [files.inRegion(standby)] }));
  const arn = standby.resolve(files.inRegion(standby).tableArn) as object;

  template.hasResourceProperties(TEMPLATE, {
    Targets: { Targets: { ResourceType: 'aws:dynamodb:global-table', ResourceArns: [arn], SelectionMode: 'ALL' } },
    Actions: {
      Fault: {
        ActionId: 'aws:dynamodb:global-table-pause-replication',
        Parameters: { duration: 'PT10M' },
        Targets: { Tables: 'Targets' },
      },
    },
  });
  template.hasResourceProperties('AWS::IAM::Role', {
    Policies: [
      {
        PolicyName: 'Experiment',
        PolicyDocument: {
          Statement: Match.arrayWith([
            {
              Effect: 'Allow',
              Action: [
                'dynamodb:DescribeTable',
                'dynamodb:GetResourcePolicy',
                'dynamodb:PutResourcePolicy',
                'dynamodb:DeleteResourcePolicy',
              ],
              Resource: [arn, { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('/stream/\\*$')])] }],
            },
          ]),
        },
      },
    ],
  });
});

test('the replication of buckets to a region is paused, by a tag of the experiment', () => {
  const stack = plainStack();
  const uploads = new ReplicatedBucket(stack, 'Uploads', { replicaRegion: 'eu-central-1' });
  const buckets = [uploads.inRegion(stack)];
  const template = templateOf(stack, Fault.pauseBucketReplication({ buckets, destinationRegion: 'eu-central-1' }));
  const [[tag, value]] = Object.entries(
    (
      Object.values(template.findResources(TEMPLATE))[0].Properties as {
        Targets: { Targets: { ResourceTags: Record<string, string> } };
      }
    ).Targets.Targets.ResourceTags,
  );

  template.hasResourceProperties('AWS::S3::Bucket', { Tags: [{ Key: tag, Value: value }] });
  template.hasResourceProperties(TEMPLATE, {
    Targets: { Targets: { ResourceType: 'aws:s3:bucket', ResourceArns: Match.absent(), SelectionMode: 'ALL' } },
    Actions: {
      Fault: {
        ActionId: 'aws:s3:bucket-pause-replication',
        Parameters: { duration: 'PT10M', region: 'eu-central-1' },
        Targets: { Buckets: 'Targets' },
      },
    },
  });
  template.hasResourceProperties('AWS::IAM::Role', {
    Policies: [
      {
        PolicyName: 'Experiment',
        PolicyDocument: {
          Statement: Match.arrayWith([
            {
              Effect: 'Allow',
              Action: 's3:PauseReplication',
              Resource: stack.resolve(buckets[0].bucketArn) as object,
              Condition: { StringEquals: { 's3:DestinationRegion': 'eu-central-1' } },
            },
            {
              Effect: 'Allow',
              Action: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
              Resource: stack.resolve(buckets[0].bucketArn) as object,
              Condition: { BoolIfExists: { 's3:IsReplicationPauseRequest': 'true' } },
            },
          ]),
        },
      },
    ],
  });
});

test('numbers that are known at deployment only are let through', () => {
  const stack = plainStack();
  const number = Token.asNumber({ Ref: 'Given' });
  const given = { functions: [functionIn(stack)], percentage: number };
  experiment(stack, Fault.delayInvocations({ ...given, delay: Duration.millis(number) }), 'Slow');

  templateOf(stack, Fault.answerInvocations({ ...given, statusCode: number })).hasResourceProperties(
    TEMPLATE,
    action(
      'aws:lambda:invocation-http-integration-response',
      Match.objectLike({ statusCode: { Ref: 'Given' }, invocationPercentage: { Ref: 'Given' } }),
    ),
  );
});

describe('fails', () => {
  const stack = plainStack();
  const api = functionIn(stack);
  const imported = Function.fromFunctionName(stack, 'Imported', 'elsewhere');
  const table = (id: string, props: object) => new TableV2(stack, id, { ...KEY, ...props });
  const six = [1, 2, 3, 4, 5, 6].map(number => functionIn(stack, {}, `Function${number}`));
  const delayed = (delay: Duration, more = {}) => Fault.delayInvocations({ functions: [api], delay, ...more });

  test.each<[string, () => Fault, string, string]>([
    ['without functions', () => Fault.failInvocations({ functions: [] }), 'FaultTargets', '"functions" names 0'],
    ['with functions undefined', () => Fault.failInvocations({} as never), 'FaultTargets', '"functions" names 0'],
    ['with six functions', () => Fault.failInvocations({ functions: six }), 'FaultTargets', '1 to 5'],
    [
      'with undefined',
      () => Fault.failInvocations({ functions: [undefined as never] }),
      'FaultTargets',
      '"functionArn"',
    ],
    [
      'with a replicated table as a whole',
      () => Fault.pauseTableReplication({ tables: [new ReplicatedTable(stack, 'Whole', KEY) as never] }),
      'FaultTargets',
      'inRegion(stack)',
    ],
    ['without tables', () => Fault.pauseTableReplication({ tables: [] }), 'FaultTargets', '"tables" names 0'],
    [
      'without buckets',
      () => Fault.pauseBucketReplication({ buckets: [], destinationRegion: 'eu-central-1' }),
      'FaultTargets',
      '1 to 20',
    ],
    [
      'with a function of another app',
      () => Fault.failInvocations({ functions: [imported] }),
      'FaultTargetImported',
      '"Plain/Imported" is not made in this app',
    ],
    [
      'with a bucket of another app',
      () =>
        Fault.pauseBucketReplication({
          buckets: [Bucket.fromBucketName(stack, 'ImportedBucket', 'elsewhere')],
          destinationRegion: 'eu-central-1',
        }),
      'FaultTargetImported',
      'by a tag',
    ],
    [
      'with a destination that is no region',
      () => Fault.pauseBucketReplication({ buckets: [new Bucket(stack, 'B')], destinationRegion: 'eu-centrl-1' }),
      'UnknownRegion',
      'did you mean "eu-central-1"?',
    ],
    [
      'with a table of one region',
      () => Fault.pauseTableReplication({ tables: [table('Lone', {})] }),
      'TableCannotPause',
      'in one region only',
    ],
    [
      'with a strongly consistent table',
      () =>
        Fault.pauseTableReplication({
          tables: [
            table('Strong', {
              replicas: [{ region: 'eu-central-1' }, { region: 'eu-west-2' }],
              multiRegionConsistency: MultiRegionConsistency.STRONG,
            }),
          ],
        }),
      'TableCannotPause',
      'strongly consistent',
    ],
    ...[0, 101, 2.5, NaN, -1].map((percentage): [string, () => Fault, string, string] => [
      `on ${percentage} percent`,
      () => Fault.failInvocations({ functions: [api], percentage }),
      'FaultPercentage',
      `"percentage" is ${percentage}`,
    ]),
    ['by a delay of nothing', () => delayed(Duration.millis(0)), 'FaultDelay', 'up to 15 minutes'],
    ['by half a millisecond', () => delayed(Duration.millis(0.5)), 'FaultDelay', 'whole milliseconds'],
    ['without a delay', () => delayed(undefined as never), 'FaultDelay', '"delay" is undefined'],
    ['by a delay as long as the time-out', () => delayed(Duration.seconds(10)), 'DelayPastTimeout', '10 seconds'],
    [
      'with a status that HTTP has not',
      () => Fault.answerInvocations({ functions: [api], statusCode: 99 }),
      'FaultStatusCode',
      '100 to 599',
    ],
    ['on a misspelt option', () => delayed(Duration.seconds(1), { percentag: 5 }), 'UnknownProp', '"percentage"'],
  ])('%s', (_, make, code, fragment) => {
    const failure = failureOf(make);

    expect(failure.codes).toEqual([code]);
    expect(failure.message).toContain(fragment);
  });

  test('with all that is wrong at once', () => {
    expect(failureOf(() => delayed(Duration.hours(1), { percentage: 0, percent: 1 })).codes).toEqual([
      'UnknownProp',
      'FaultPercentage',
      'FaultDelay',
      'DelayPastTimeout',
    ]);
  });

  test.each([
    ['starts by a script of its own', { AWS_LAMBDA_EXEC_WRAPPER: '/opt/otel-handler' }, '"/opt/otel-handler"'],
    [
      'was prepared by hand',
      { AWS_LAMBDA_EXEC_WRAPPER: '/opt/aws-fis/bootstrap', AWS_FIS_CONFIGURATION_LOCATION: 'arn:aws:s3:::mine/' },
      'the FIS extension already',
    ],
  ])('on a function that %s', (_, environment, fragment) => {
    const other = plainStack();
    const failure = failureOf(() =>
      experiment(other, Fault.failInvocations({ functions: [functionIn(other, { environment })] })),
    );

    expect(failure.codes).toEqual(['FunctionPreparedOtherwise']);
    expect(failure.message).toContain(fragment);
  });

  test('on a function that another experiment gave another layer', () => {
    const other = plainStack();
    const functions = [functionIn(other)];
    const extension = LayerVersion.fromLayerVersionArn(other, 'Extension', LAYER);
    experiment(other, Fault.failInvocations({ functions }), 'First');

    expect(failureOf(() => experiment(other, Fault.failInvocations({ functions, extension }))).codes).toEqual([
      'FunctionPreparedOtherwise',
    ]);
  });
});
