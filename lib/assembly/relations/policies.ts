import { type AppModel } from '../app-model';
import { append } from '../append';
import { type Resource } from '../resource';
import { toList, toRecord, toRecords, toText } from '../value';

/** An Allow statement that some role, user or group holds. */
export interface Grant {
  /** The role, policy or managed policy that contains it. */
  readonly resource: Resource;
  /** Roles of this app that hold it. */
  readonly roles: readonly Resource[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditional: boolean;
}

const ROLE = ['AWS::IAM::Role'];

/** Every Allow statement of an identity. */
export function grants(model: AppModel): Grant[] {
  return model.remember(readGrants);
}

/** What each role may do. */
export function actionsOfRoles(model: AppModel): Map<Resource, Set<string>> {
  return model.remember(readActions);
}

function readActions(model: AppModel): Map<Resource, Set<string>> {
  const actions = new Map<Resource, Set<string>>();
  for (const grant of grants(model)) {
    for (const role of grant.roles) {
      const held = actions.get(role) ?? new Set<string>();
      for (const action of grant.actions) held.add(action);
      actions.set(role, held);
    }
  }
  for (const role of model.ofType(...ROLE)) {
    for (const action of awsPoliciesOf(role).flatMap(name => GRANTED_BY_AWS[name] ?? [])) {
      actions.set(role, (actions.get(role) ?? new Set<string>()).add(action));
    }
  }
  return actions;
}

/** What some of AWS's own policies allow, as far as a rule asks for it. */
const GRANTED_BY_AWS: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ['*'],
  PowerUserAccess: ['*'],
  AmazonRoute53FullAccess: ['route53:*'],
  AWSLambda_FullAccess: ['lambda:*'],
  IAMFullAccess: ['iam:*'],
  AmazonDynamoDBFullAccess: ['dynamodb:*'],
  AmazonSQSFullAccess: ['sqs:*'],
};

/** Names of the AWS-managed policies that a role, user or group holds. */
export function awsPoliciesOf(identity: Resource): string[] {
  return identity
    .list('ManagedPolicyArns')
    .map(arn => /:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(String(arn))?.[1])
    .filter(name => name !== undefined);
}

function readGrants(model: AppModel): Grant[] {
  const attached = managedPolicyRoles(model);
  const own = model.ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy').flatMap(resource => {
    const roles = resource
      .list('Roles')
      .map(role => model.find(toText(role), ROLE, resource))
      .filter(role => role !== undefined);
    return statements(resource, resource.get('PolicyDocument'), [...roles, ...(attached.get(resource) ?? [])]);
  });
  const attachedOne = model
    .ofType('AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy')
    .flatMap(resource => {
      const role = model.find(resource.text('RoleName'), ROLE, resource);
      return statements(resource, resource.get('PolicyDocument'), role ? [role] : []);
    });
  const inline = model
    .ofType('AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group')
    .flatMap(resource =>
      resource
        .records('Policies')
        .flatMap(policy =>
          statements(resource, policy.PolicyDocument, resource.type === 'AWS::IAM::Role' ? [resource] : []),
        ),
    );
  return [...own, ...attachedOne, ...inline];
}

function managedPolicyRoles(model: AppModel): Map<Resource, Resource[]> {
  const found = new Map<Resource, Resource[]>();
  for (const role of model.ofType('AWS::IAM::Role')) {
    for (const arn of role.list('ManagedPolicyArns')) {
      const policy = model.find(toText(arn), ['AWS::IAM::ManagedPolicy'], role);
      if (policy) append(found, policy, role);
    }
  }
  return found;
}

function statements(resource: Resource, document: unknown, roles: readonly Resource[]): Grant[] {
  return toRecords(toRecord(document).Statement)
    .filter(statement => statement.Effect === 'Allow')
    .map(statement => ({
      resource,
      roles,
      actions: statement.NotAction === undefined ? toList(statement.Action).map(String) : ['*'],
      resources: toList(statement.Resource).map(String),
      conditional: Object.keys(toRecord(statement.Condition)).length > 0,
    }));
}

/** The execution role of a function or a state machine, where it is one of this app. */
export function roleOf(model: AppModel, executed: Resource): Resource | undefined {
  return model.find(executed.text(executed.type === 'AWS::Lambda::Function' ? 'Role' : 'RoleArn'), ROLE, executed);
}

/**
 * Whether a role may do something on some resource; undefined where it holds a policy that cannot be read.
 *
 * AWS's own policies count as such, unless the caller knows what they do not allow.
 */
export function mayDo(model: AppModel, role: Resource, action: string, knowsAwsPolicies = false): boolean | undefined {
  if ([...(actionsOfRoles(model).get(role) ?? [])].some(pattern => allows(pattern, action))) return true;
  const isRead = (arn: string): boolean =>
    (knowsAwsPolicies && arn.includes(':iam::aws:policy/')) ||
    model.find(arn, ['AWS::IAM::ManagedPolicy'], role) !== undefined;
  return role.list('ManagedPolicyArns').map(String).every(isRead) ? false : undefined;
}

/** Whether an action pattern of a policy allows an action. */
export function allows(pattern: string, action: string): boolean {
  if (!pattern.includes('*')) return pattern.toLowerCase() === action.toLowerCase();
  const expression = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${expression.join('.*')}$`, 'i').test(action);
}
