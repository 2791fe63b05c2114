import { SQS } from '../../limits/sqs';
import { isOpaque } from '../../assembly/value';
import { type Rule } from '../rule';

export const queuePolicyLimits: Rule = {
  id: 'resilience-queue-policy-limits',
  area: 'messages',
  severity: 'error',
  title: 'The policy of a queue keeps within its limits',
  why: 'SQS refuses a longer policy, so the deployment fails when one more topic or rule is added; a shared dead-letter queue gets there first.',
  source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html',
  check(model, report) {
    for (const policy of model.ofType('AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy')) {
      const document = policy.get('PolicyDocument');
      if (document === undefined || isOpaque(document)) continue;
      const statements = policy.list('PolicyDocument.Statement').length;
      const bytes = leastBytes(document);
      const excess =
        statements > SQS.policy.mostStatements
          ? `${statements} statements, and SQS takes ${SQS.policy.mostStatements}`
          : bytes > SQS.policy.mostBytes && `${bytes} bytes, and SQS takes ${SQS.policy.mostBytes}`;
      if (excess) {
        report(
          policy,
          `it has ${excess}`,
          'name the sources of one service in one statement, as a list of aws:SourceArn',
        );
      }
    }
  },
};

/** How long a document is at least: what only the deployment knows counts as nothing. */
function leastBytes(document: unknown): number {
  return Buffer.byteLength(JSON.stringify(document).replace(/\$\{[^}]*\}/g, ''));
}
