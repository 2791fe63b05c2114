import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { App, NestedStack, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../lib/function';
import { DeadLetters } from '../../lib/dead-letters';
import { failureOf } from '../support/failure';
import { arnOf, code, given, idOf } from './support/resilient-function';

describe('dead letters', () => {
  test('go to a queue that several functions share, whose alarms exist once', () => {
    const stack = new Stack(new App(), 'Plain');
    const deadLetters = DeadLetters.toQueue(new Queue(stack, 'Shared'));
    for (const id of ['One', 'Two']) new ResilientFunction(stack, id, { code, handler: 'index.handler', deadLetters });
    const template = Template.fromStack(stack);
    template.allResourcesProperties('AWS::Lambda::EventInvokeConfig', {
      DestinationConfig: { OnFailure: { Destination: arnOf(idOf(template, 'AWS::SQS::Queue')) } },
    });
    template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { Namespace: 'AWS/SQS' }, 2);
  });

  test('that are encrypted with a key need the key', () => {
    const stack = new Stack(new App(), 'Plain');
    const queue = Queue.fromQueueAttributes(stack, 'Encrypted', {
      queueArn: 'arn:aws:sqs:us-east-1:111122223333:letters',
      keyArn: 'arn:aws:kms:us-east-1:111122223333:key/1',
    });
    new ResilientFunction(stack, 'Api', { code, handler: 'index.handler', deadLetters: DeadLetters.toQueue(queue) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              Match.objectLike({
                Action: Match.arrayWith(['kms:GenerateDataKey', 'kms:Decrypt']),
                Resource: Match.arrayWith(['arn:aws:kms:us-east-1:111122223333:key/1']),
              }),
            ],
          },
        },
      ],
    });
  });

  test('that are turned off leave no destination, and a warning', () => {
    const { stack, handler } = given({ deadLetters: DeadLetters.none() });
    expect(handler.deadLetterQueue).toBeUndefined();
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::SQS::Queue', 0);
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { DestinationConfig: Match.absent() });
    Annotations.fromStack(stack).hasWarning('/Plain/Api', Match.stringLikeRegexp('is lost'));
  });
});

describe('notification', () => {
  function givenTwoThatTellAThird() {
    const { stack, handler: told } = given();
    const tellers = ['One', 'Two'].map(
      id => new ResilientFunction(stack, id, { code, handler: 'index.handler', notify: { onFailure: told } }),
    );
    return { stack, told, tellers, template: Template.fromStack(stack) };
  }

  test('of a failure goes through a topic to the dead letters and to the live alias of the function', () => {
    const { template } = givenTwoThatTellAThird();
    const topic = { Ref: idOf(template, 'AWS::SNS::Topic', 'OneFailureTopic') };
    const alias = { Ref: idOf(template, 'AWS::Lambda::Alias', 'Api') };
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      DestinationConfig: { OnFailure: { Destination: topic } },
    });
    template.hasResourceProperties('AWS::SNS::Subscription', {
      TopicArn: topic,
      Protocol: 'sqs',
      RawMessageDelivery: true,
      Endpoint: arnOf(idOf(template, 'AWS::SQS::Queue', 'OneDeadLetters')),
    });
    template.hasResourceProperties('AWS::SNS::Subscription', { TopicArn: topic, Protocol: 'lambda', Endpoint: alias });
  });

  test('of failures needs one permission for all topics of a stack: the policy of a function has no room for more', () => {
    const { template } = givenTwoThatTellAThird();
    const fromSns = { Principal: 'sns.amazonaws.com' };
    template.resourcePropertiesCountIs('AWS::Lambda::Permission', fromSns, 1);
    template.hasResourceProperties('AWS::Lambda::Permission', {
      ...fromSns,
      FunctionName: { Ref: idOf(template, 'AWS::Lambda::Alias', 'Api') },
      SourceArn: {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':sns:',
            { Ref: 'AWS::Region' },
            ':',
            { Ref: 'AWS::AccountId' },
            ':Plain-*',
          ],
        ],
      },
    });
  });

  test('of a failure out of a nested stack is allowed to that topic', () => {
    const { stack, handler: told } = given();
    const nested = new NestedStack(stack, 'Nested');
    const teller = { code, handler: 'index.handler', notify: { onFailure: told } };
    for (const id of ['One', 'Two']) new ResilientFunction(nested, id, teller);
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::Lambda::Permission', { SourceArn: Match.anyValue() }, 2);
  });

  test('of a failure that SNS could not deliver raises an alarm', () => {
    const { template } = givenTwoThatTellAThird();
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SNS',
      MetricName: 'NumberOfNotificationsFailed',
      Dimensions: [
        {
          Name: 'TopicName',
          Value: { 'Fn::GetAtt': [idOf(template, 'AWS::SNS::Topic', 'OneFailureTopic'), 'TopicName'] },
        },
      ],
      Statistic: 'Sum',
      TreatMissingData: 'notBreaching',
    });
  });

  test('of a failure to a queue that is imported is a warning: SNS may not send there', () => {
    const { stack, handler: told } = given();
    const theirs = Queue.fromQueueArn(stack, 'Theirs', 'arn:aws:sqs:us-east-1:111122223333:letters');
    const deadLetters = DeadLetters.toQueue(theirs);
    const props = { code, handler: 'index.handler', deadLetters };
    new ResilientFunction(stack, 'Quiet', props);
    new ResilientFunction(stack, 'Telling', { ...props, notify: { onFailure: told } });
    const notAllowed = Match.stringLikeRegexp('sns.amazonaws.com was not allowed to send to it.*sqs:SendMessage');
    const annotations = Annotations.fromStack(stack);
    annotations.hasWarning('/Plain/Telling', notAllowed);
    annotations.hasNoWarning('/Plain/Quiet', notAllowed);
  });

  test('fails with dead letters under the AWS managed key, which SNS may not use', () => {
    const { stack, handler: told } = given();
    const queue = new Queue(stack, 'Managed', { encryption: QueueEncryption.KMS_MANAGED });
    const deadLetters = DeadLetters.toQueue(queue);
    const failure = failureOf(
      () =>
        new ResilientFunction(stack, 'Other', {
          code,
          handler: 'index.handler',
          deadLetters,
          notify: { onFailure: told },
        }),
    );
    expect(failure).toMatchObject({ codes: ['DeadLettersKeyUnsupported'], path: 'Plain/Other' });
    expect(failure.message).toContain('"Plain/Managed" is encrypted with the AWS managed key of SQS');
  });

  test('of a failure lets the topic write to the dead letters, and the function publish to the topic', () => {
    const { template } = givenTwoThatTellAThird();
    const topic = { Ref: idOf(template, 'AWS::SNS::Topic', 'OneFailureTopic') };
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Allow', Condition: { ArnEquals: { 'aws:SourceArn': topic } } }),
        ]),
      },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              Match.objectLike({ Action: Match.arrayWith(['sns:Publish']), Resource: Match.arrayWith([topic]) }),
            ],
          },
        },
      ],
    });
  });

  test('of a failure reaches the function in the same way without dead letters', () => {
    const { stack, handler: told } = given();
    new ResilientFunction(stack, 'Other', {
      code,
      handler: 'index.handler',
      notify: { onFailure: told },
      deadLetters: DeadLetters.none(),
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      DestinationConfig: { OnFailure: { Destination: { Ref: idOf(template, 'AWS::SNS::Topic', 'OtherFailure') } } },
    });
    template.resourcePropertiesCountIs('AWS::SNS::Subscription', { Protocol: 'sqs' }, 0);
  });

  test('of a success invokes the live alias of the function', () => {
    const { stack, handler: told } = given();
    new ResilientFunction(stack, 'Other', { code, handler: 'index.handler', notify: { onSuccess: told } });
    const template = Template.fromStack(stack);
    const alias = { Ref: idOf(template, 'AWS::Lambda::Alias', 'Api') };
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      DestinationConfig: { OnSuccess: { Destination: alias }, OnFailure: Match.anyValue() },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              Match.objectLike({
                Action: Match.arrayWith(['lambda:InvokeFunction']),
                Resource: Match.arrayWith([alias]),
              }),
            ],
          },
        },
      ],
    });
  });
});
