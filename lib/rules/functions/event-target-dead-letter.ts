import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { invokedFunction, ruleTargets } from '../../assembly/relations/invocations';
import { type Rule } from '../rule';

export const eventTargetDeadLetter: Rule = {
  id: 'resilience-event-target-dead-letter',
  area: 'functions',
  severity: 'warning',
  title: 'Each target of an event rule or a schedule has a dead-letter queue',
  why: 'What EventBridge cannot deliver (a throttled or deleted target, a missing permission) never reaches the function, so its failure destination never sees it; after 24 hours of retries the event is gone. A schedule whose target has no retries says that the next tick makes up for it.',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
  check(model, report) {
    for (const rule of model.ofType('AWS::Events::Rule', 'AWS::Scheduler::Schedule')) {
      if (rule.text('State') === 'DISABLED') continue;
      const isClock = !rule.lacks('ScheduleExpression') && rule.lacks('EventPattern');
      for (const target of ruleTargets(rule)) {
        const repeats = isClock && (target.retries === 0 || isScheduledFunction(model, rule, target.arn));
        if (target.deadLetter === undefined && !repeats && !losesNothing(model, target.arn)) {
          report(
            rule,
            `target "${target.id || target.arn}" has no dead-letter queue`,
            'give the target a DeadLetterConfig',
          );
        }
      }
    }
  },
};

/** A lost run of a function that a rule starts by the clock is what `resilience-scheduled-failure-path` speaks of. */
function isScheduledFunction(model: AppModel, rule: Resource, arn: string): boolean {
  return rule.type === 'AWS::Events::Rule' && invokedFunction(model, arn, rule) !== undefined;
}

/** Targets that only write an event down, or that start what the next event starts as well. */
function losesNothing(model: AppModel, arn: string): boolean {
  if (/:(logs|codepipeline):/.test(arn)) return true;
  return model.mentioned(arn).some(({ type }) => ['AWS::Logs::LogGroup', 'AWS::CodePipeline::Pipeline'].includes(type));
}
