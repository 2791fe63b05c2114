import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Annotations, Stack } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { accept } from '../private/accepted-findings';

const ID = 'AlarmTopic';

/**
 * The topic to which every alarm of a stack goes that was given no other.
 *
 * There is one per stack, and so one in each region: an alarm cannot reach a topic of another region, and the alarms of
 * the standby must ring when the primary region is gone. It takes messages over TLS only, and from CloudWatch alarms of
 * this account only. Synthesis warns while nobody is subscribed.
 *
 * @example
 * AlarmTopic.of(stack).addOperator('on-call@example.com');
 */
export class AlarmTopic extends Topic {
  /** The alarm topic of the stack of a construct; made when it is first asked for. */
  static of(scope: IConstruct): AlarmTopic {
    const stack = Stack.of(scope);
    return (stack.node.tryFindChild(ID) as AlarmTopic | undefined) ?? new AlarmTopic(stack, ID);
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id, { enforceSSL: true, displayName: 'Alarms' });
    this.allowAlarms();
    accept(this, 'failuresKeptElsewhere', 'Serverless-SNSRedrivePolicy');
    this.node.addValidation({ validate: () => this.warnWhenNobodyListens() });
  }

  /** Subscribes a mail address; its owner gets a message to confirm it. */
  addOperator(email: string): void {
    this.addSubscription(new EmailSubscription(email));
  }

  // A topic with any policy of its own loses the default one, which let the account publish.
  private allowAlarms(): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  private warnWhenNobodyListens(): string[] {
    if (!this.hasSubscriber()) {
      Annotations.of(this).addWarningV2(
        'cdk-resilient-serverless:nobodySubscribed',
        `nobody is subscribed to the alarms of stack "${Stack.of(this).node.path}": they change colour and wake no one; ` +
          "call AlarmTopic.of(stack).addOperator('on-call@example.com'), or add any other subscription",
      );
    }
    return [];
  }

  private hasSubscriber(): boolean {
    const stack = Stack.of(this);
    const own = JSON.stringify(stack.resolve(this.topicArn));
    return stack.node
      .findAll()
      .some(child => CfnSubscription.isCfnSubscription(child) && JSON.stringify(stack.resolve(child.topicArn)) === own);
  }
}
