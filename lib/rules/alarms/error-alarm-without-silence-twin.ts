import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { watches, watchesForFall } from '../../assembly/relations/alarms';
import { asyncInvocations } from '../../assembly/relations/async-invocations';
import { syncInvocations } from '../../assembly/relations/invocations';
import { twinResources } from '../../assembly/relations/twins';
import { type Rule } from '../rule';

export const errorAlarmWithoutSilenceTwin: Rule = {
  id: 'resilience-error-alarm-without-silence-twin',
  area: 'alarms',
  severity: 'warning',
  title: 'A function with an alarm on errors also has one on silence, unless it is called for failures only',
  why: 'A function that is not called at all makes no errors. The alarm on errors alone is content with a total outage.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html',
  check(model, report) {
    const heard = noticedWhenSilent(model);
    for (const [fn, watched] of watches(model)) {
      if (fn.type !== 'AWS::Lambda::Function' || heard.has(fn)) continue;
      const errors = watched.find(({ metric, alarm }) => metric.name === 'Errors' && !watchesForFall(alarm));
      if (!errors) continue;
      report(
        errors.alarm,
        `it counts the errors of "${fn.path}", and no alarm notices that the function is silent`,
        'add an alarm on Invocations below 1 that takes missing data for breaching',
      );
    }
  },
};

/** Functions with an alarm on silence; a standby is silent by design, so the alarm of its primary counts for it. */
function noticedWhenSilent(model: AppModel): Set<Resource> {
  const noticed = calledForFailuresOnly(model);
  for (const [fn, watched] of watches(model)) {
    if (watched.some(({ alarm }) => watchesForFall(alarm) || alarm.text('TreatMissingData') === 'breaching')) {
      noticed.add(fn);
    }
  }
  for (const { first, second } of twinResources(model, 'AWS::Lambda::Function')) {
    if (noticed.has(first)) noticed.add(second);
    else if (noticed.has(second)) noticed.add(first);
  }
  return noticed;
}

/** Functions for which silence is a good sign. */
function calledForFailuresOnly(model: AppModel): Set<Resource> {
  const called = asyncInvocations(model);
  const only = new Set(called.filter(({ afterFailure }) => afterFailure).map(invocation => invocation.function));
  for (const { function: other } of [
    ...called.filter(({ afterFailure }) => !afterFailure),
    ...syncInvocations(model),
  ]) {
    only.delete(other);
  }
  return only;
}
