import { asyncInvocations } from '../../assembly/relations/async-invocations';
import { hasConfiguredElsewhere, hasFailurePath } from '../../assembly/relations/invocations';
import { type Rule } from '../rule';

export const asyncFailurePath: Rule = {
  id: 'resilience-async-failure-path',
  area: 'functions',
  severity: 'error',
  title: 'A function that is invoked asynchronously has a destination for failures',
  why: 'After the last retry Lambda discards the event. With neither an on-failure destination on the invoked qualifier nor a dead-letter queue nobody ever sees it again.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  check(model, report) {
    for (const invocation of asyncInvocations(model)) {
      if (invocation.scheduled || hasFailurePath(model, invocation) || hasConfiguredElsewhere(model, invocation)) {
        continue;
      }
      report(
        invocation.function,
        `"${invocation.source.path}" invokes it asynchronously at "${invocation.qualifier}", and failed events go nowhere`,
        `add an EventInvokeConfig with an OnFailure destination for qualifier "${invocation.qualifier}"`,
      );
    }
  },
};
