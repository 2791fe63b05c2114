import { ruleTargets } from '../relations/invocations';
import type { Rule } from '../rule';

export const eventTargetDeadLetter: Rule = {
  id: 'resilience-event-target-dead-letter',
  area: 'functions',
  severity: 'warning',
  title: 'Each target of an event rule or a schedule has a dead-letter queue',
  why: 'What EventBridge cannot deliver (a throttled or deleted target, a missing permission) never reaches the function, so its failure destination never sees it; after 24 hours of retries the event is gone. A schedule whose target has no retries says that the next tick makes up for it.',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
  check(model, report) {
    for (const rule of model.ofType('AWS::Events::Rule', 'AWS::Scheduler::Schedule')) {
      const isClock = !rule.lacks('ScheduleExpression') && rule.lacks('EventPattern');
      for (const target of ruleTargets(rule)) {
        if (target.deadLetter === undefined && !(isClock && target.retries === 0) && rule.text('State') !== 'DISABLED')
          report(
            rule,
            `target "${target.id || target.arn}" has no dead-letter queue`,
            'give the target a DeadLetterConfig',
          );
      }
    }
  },
};
