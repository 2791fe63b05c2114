import { type Rule } from '../rule';

export const aliasOfLatest: Rule = {
  id: 'resilience-alias-of-latest',
  area: 'functions',
  severity: 'warning',
  title: 'An alias leads to a version',
  why: '$LATEST changes under the alias: nothing is deployed gradually, nothing can be rolled back, and concurrency cannot be provisioned.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html',
  check(model, report) {
    for (const alias of model.ofType('AWS::Lambda::Alias')) {
      if (alias.text('FunctionVersion') === '$LATEST') {
        report(alias, 'it leads to $LATEST', 'publish a version, and lead the alias to it');
      }
    }
  },
};
