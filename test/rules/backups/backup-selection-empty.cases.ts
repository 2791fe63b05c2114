import { ruleCase } from '../support/rule-case';
import { plan, selection, stack, table, vault } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({ Orders: table(), Vault: vault(), Plan: plan(), ...(bad ? {} : { Selection: selection(['*']) }) }),
  ),
];
