import { type Resource } from '../../assembly/resource';
import { type Hazard } from '../hazard';

export const subscriptionMoved: Hazard = {
  id: 'subscription-moved',
  outcome: 'loses',
  title: 'A subscription that exists is not made a second time: removing the first removes both.',
  source: 'https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html',
  check({ changes }, report) {
    const gone = new Map(
      changes.flatMap(({ fate, before }) =>
        before?.type === 'AWS::SNS::Subscription' && (fate === 'removed' || fate === 'replaced')
          ? [[identityOf(before), before] as const]
          : [],
      ),
    );
    for (const { fate, after } of changes) {
      if (fate !== 'added' || after!.type !== 'AWS::SNS::Subscription' || !gone.has(identityOf(after!))) continue;
      report(
        after!,
        `SNS gives it the ARN of ${gone.get(identityOf(after!))!.logicalId}, which the same update deletes: nobody is subscribed any more`,
        'keep the logical id of the subscription, or deploy twice',
      );
    }
  },
};

function identityOf(subscription: Resource): string {
  return ['TopicArn', 'Protocol', 'Endpoint'].map(name => subscription.text(name)).join(' ');
}
