import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { twinResources } from '../../assembly/relations/twins';
import { type Rule } from '../rule';

export const eventSourceDisabled: Rule = {
  id: 'resilience-event-source-disabled',
  area: 'functions',
  severity: 'warning',
  title: 'What starts a function is switched on',
  why: 'A disabled rule, schedule or consumer does nothing, and no alarm tells: the work piles up, or never happens.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html',
  check(model, report) {
    for (const type of ['AWS::Lambda::EventSourceMapping', 'AWS::Events::Rule', 'AWS::Scheduler::Schedule']) {
      const disabled = model.ofType(type).filter(isDisabled);
      if (disabled.length === 0) continue;
      const enabledElsewhere = twinsOfEnabled(model, type);
      for (const source of disabled) {
        if (!enabledElsewhere.has(source)) report(source, 'it is disabled', 'enable it, or remove it');
      }
    }
  },
};

/** Disabled in a standby and enabled in its primary is a choice. */
function twinsOfEnabled(model: AppModel, type: string): Set<Resource> {
  const pairs = twinResources(model, type).flatMap(({ first, second }) => [
    [first, second],
    [second, first],
  ]);
  return new Set(pairs.filter(([, other]) => !isDisabled(other)).map(([one]) => one));
}

function isDisabled(source: Resource): boolean {
  const isOff = !source.lacks('Enabled') && source.isNotTrue('Enabled');
  return isOff || source.text('State') === 'DISABLED';
}
