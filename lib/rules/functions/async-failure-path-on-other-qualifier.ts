import { asyncInvocations } from '../../assembly/relations/async-invocations';
import { eventInvokeConfigs, hasConfiguredElsewhere, hasFailurePath } from '../../assembly/relations/invocations';
import { type Rule } from '../rule';

export const asyncFailurePathOnOtherQualifier: Rule = {
  id: 'resilience-async-failure-path-on-other-qualifier',
  area: 'functions',
  severity: 'error',
  title: 'The on-failure destination is on the qualifier that is invoked',
  why: 'Settings for asynchronous invocation belong to one qualifier. A destination on $LATEST sees nothing of what is invoked through an alias, and the other way round.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html',
  check(model, report) {
    for (const invocation of asyncInvocations(model)) {
      if (hasFailurePath(model, invocation) || !hasConfiguredElsewhere(model, invocation)) continue;
      const configured = [...eventInvokeConfigs(model).get(invocation.function)!.keys()];
      report(
        invocation.function,
        `"${invocation.source.path}" invokes qualifier "${invocation.qualifier}", and the failure destination is on ${configured.map(name => `"${name}"`).join(', ')}`,
        `set Qualifier of the EventInvokeConfig to "${invocation.qualifier}"`,
      );
    }
  },
};
