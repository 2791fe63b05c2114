import { twinStacks } from '../../assembly/relations/twins';
import { type Rule } from '../rule';

export const standbyDependsOnPrimary: Rule = {
  id: 'resilience-standby-depends-on-primary',
  area: 'regions',
  severity: 'error',
  title: "No regional stack depends on another region's",
  why: 'CDK deploys a stack after those that it depends on: when the primary cannot be deployed the standby is not either.',
  source: 'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/static-stability.html',
  check(model, report) {
    const regional = new Set(twinStacks(model).flatMap(({ first, second }) => [first, second]));
    for (const stack of regional) {
      const others = (stack.input.dependsOn ?? []).map(id => model.stack(id)).filter(other => other !== undefined);
      for (const other of others) {
        if (regional.has(other) && other.region !== stack.region) {
          report(
            stack,
            `it depends on "${other.path}" in ${other.region}`,
            'remove the dependency, and what refers to the other stack; where only the first deployment needs the order, give it on the command line',
          );
        }
      }
    }
  },
};
