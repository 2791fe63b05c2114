import { failoverRecords } from '../../assembly/relations/dns';
import { syncInvocations } from '../../assembly/relations/invocations';
import { actionsOfRoles, allows, roleOf } from '../../assembly/relations/policies';
import { type Rule } from '../rule';

export const failoverRoleControlPlane: Rule = {
  id: 'resilience-failover-role-control-plane',
  area: 'privileges',
  severity: 'error',
  title: 'Nothing on the path of failover needs a control plane',
  why: 'The control planes of Route 53 and IAM are in us-east-1. A failover that has to change a record or a function does not work on the day that us-east-1 is down.',
  source:
    'https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/control-planes-and-data-planes.html',
  check(model, report) {
    if (failoverRecords(model).length === 0) return;
    const actions = actionsOfRoles(model);
    const onPath = new Set(
      syncInvocations(model)
        .filter(invocation => invocation.kind === 'api' || invocation.kind === 'front-door')
        .map(invocation => invocation.function),
    );
    for (const fn of model.ofType('AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine')) {
      const role = roleOf(model, fn);
      const forbidden = onPath.has(fn) ? [...DNS_CONTROL, ...CONTROL] : DNS_CONTROL;
      const held = [...(role ? (actions.get(role) ?? []) : [])].filter(
        pattern => pattern !== '*' && forbidden.some(action => allows(pattern, action)),
      );
      if (held.length > 0) {
        report(
          role!,
          `the role of "${fn.path}" may do ${held.map(action => `"${action}"`).join(', ')}`,
          'let health checks or a routing control decide, and prepare everything else beforehand',
        );
      }
    }
  },
};

const DNS_CONTROL = [
  'route53:ChangeResourceRecordSets',
  'route53:UpdateHealthCheck',
  'route53:CreateHealthCheck',
  'route53:DeleteHealthCheck',
];

const CONTROL = [
  'lambda:UpdateFunctionConfiguration',
  'lambda:UpdateFunctionCode',
  'lambda:UpdateAlias',
  'lambda:CreateFunction',
  'iam:PutRolePolicy',
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'dynamodb:CreateTable',
  'dynamodb:UpdateTable',
  's3:CreateBucket',
  'cloudformation:UpdateStack',
  'cloudformation:CreateStack',
];
