import { Match, Template } from 'aws-cdk-lib/assertions';
import { Architecture, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { App, Duration, Stack, Token } from 'aws-cdk-lib/core';
import { ReplicatedBucket, ReplicatedTable } from '../../lib';
import { Fault } from '../../lib/experiments';
import { plainStack, twoRegions } from '../support/two-regions';
import { action, experiment, functionIn, KEY, LAYER, TEMPLATE, templateOf } from './support/fault';

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
