import { ruleCase } from '../support/rule-case';
import { stack, workflow } from '../support/templates';

/** A state machine whose task has no timeout of its own. */
const withTimeout = (TimeoutSeconds: number | undefined) => {
  const machine = workflow({ TimeoutSeconds: undefined });
  const definition = JSON.parse(String(machine.Properties!.DefinitionString)) as object;
  return { ...machine, Properties: { DefinitionString: JSON.stringify({ ...definition, TimeoutSeconds }) } };
};

export const cases = [
  ruleCase(bad => stack({ Flow: workflow(bad ? { TimeoutSeconds: undefined } : {}) })),
  ruleCase(bad => stack({ Flow: withTimeout(bad ? undefined : 300) }), 'a state machine that ends as a whole'),
];
