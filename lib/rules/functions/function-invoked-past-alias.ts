import { asyncInvocations } from '../../assembly/relations/async-invocations';
import { aliases, syncInvocations } from '../../assembly/relations/invocations';
import { type Rule } from '../rule';

export const functionInvokedPastAlias: Rule = {
  id: 'resilience-function-invoked-past-alias',
  area: 'functions',
  severity: 'warning',
  title: 'What calls a published function calls its alias',
  why: 'A call past the alias reaches $LATEST: it skips gradual deployment and rollback, provisioned concurrency, and the failure path that is on the alias.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html',
  check(model, report) {
    for (const invocation of [...asyncInvocations(model), ...syncInvocations(model)]) {
      const [alias] = aliases(model).get(invocation.function) ?? [];
      if (alias && invocation.qualifier === '$LATEST') {
        report(
          invocation.source,
          `it calls $LATEST of "${invocation.function.path}", which has the alias "${alias.text('Name')}"`,
          `call the alias "${alias.text('Name')}"`,
        );
      }
    }
  },
};
