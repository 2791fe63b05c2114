import { ruleCase } from '../support/rule-case';
import { plan, stack, vault } from '../support/templates';

export const cases = [
  ruleCase(bad =>
    stack({ Vault: vault(), Plan: plan({ StartWindowMinutes: 60, CompletionWindowMinutes: bad ? 60 : 180 }) }),
  ),
];
