import { watches } from '../../assembly/relations/alarms';
import { asyncInvocations } from '../../assembly/relations/async-invocations';
import { hasConfiguredElsewhere, hasFailurePath } from '../../assembly/relations/invocations';
import { type Rule } from '../rule';

export const scheduledFailurePath: Rule = {
  id: 'resilience-scheduled-failure-path',
  area: 'functions',
  severity: 'warning',
  title: 'A scheduled function has a destination for failures, or an alarm on its errors',
  why: 'A run that failed is discarded after its retries; the next one comes, but nobody learns that this one did not happen.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  check(model, report) {
    for (const invocation of asyncInvocations(model)) {
      if (!invocation.scheduled || hasFailurePath(model, invocation) || hasConfiguredElsewhere(model, invocation)) {
        continue;
      }
      if (
        watches(model)
          .get(invocation.function)
          ?.some(({ metric }) => metric.name === 'Errors')
      ) {
        continue;
      }
      report(
        invocation.function,
        `"${invocation.source.path}" runs it on a schedule, and failed runs go nowhere`,
        `add an EventInvokeConfig with an OnFailure destination for qualifier "${invocation.qualifier}"`,
      );
    }
  },
};
