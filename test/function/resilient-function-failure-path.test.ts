import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction } from '../../lib/function';
import { DeadLetters } from '../../lib/dead-letters';
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
    template.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: alias,
      Principal: 'sns.amazonaws.com',
      SourceArn: topic,
    });
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
