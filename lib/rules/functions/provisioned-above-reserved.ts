import { aliases } from '../../assembly/relations/invocations';
import { type Rule } from '../rule';

export const provisionedAboveReserved: Rule = {
  id: 'resilience-provisioned-above-reserved',
  area: 'functions',
  severity: 'error',
  title: 'No more concurrency is provisioned than is reserved',
  why: 'Lambda refuses it, so the deployment fails.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
  check(model, report) {
    for (const [fn, ofFunction] of aliases(model)) {
      const reserved = fn.number('ReservedConcurrentExecutions');
      const provisioned = ofFunction
        .map(alias => alias.number('ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions') ?? 0)
        .reduce((sum, each) => sum + each, 0);
      if (reserved !== undefined && provisioned > reserved) {
        report(
          fn,
          `its aliases provision ${provisioned}, and it reserves ${reserved}`,
          `reserve ${provisioned} or more`,
        );
      }
    }
  },
};
