import { awsPoliciesOf, grants } from '../../assembly/relations/policies';
import { type Rule } from '../rule';

export const actionWildcard: Rule = {
  id: 'resilience-action-wildcard',
  area: 'privileges',
  severity: 'error',
  title: 'No policy allows every action',
  why: 'Whoever takes over one function takes over the account, backups and failover included.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  check(model, report) {
    for (const grant of grants(model)) {
      if (grant.actions.some(action => action === '*' || action === '*:*')) {
        report(grant.resource, 'a statement allows every action', 'name the actions that are needed');
      }
    }
    for (const identity of model.ofType('AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group')) {
      const [policy] = awsPoliciesOf(identity).filter(
        name => name === 'AdministratorAccess' || name === 'PowerUserAccess',
      );
      if (policy) report(identity, `it holds ${policy}, which allows every action`, 'name the actions that are needed');
    }
  },
};
