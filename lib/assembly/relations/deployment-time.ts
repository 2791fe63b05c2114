import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { toText } from '../value';

/** Variables by which CDK's provider framework names what it calls: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html */
const FRAMEWORK_CALLS = ['USER_ON_EVENT_FUNCTION_ARN', 'USER_IS_COMPLETE_FUNCTION_ARN', 'WAITER_STATE_MACHINE_ARN'];

const RUNS = ['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine'];

/** What runs only while a stack is deployed: functions of custom resources, and what CDK's framework calls for them. */
export function runsAtDeployment(model: AppModel): ReadonlySet<Resource> {
  return model.remember(readDeploymentTime);
}

function readDeploymentTime(model: AppModel): Set<Resource> {
  const found = new Set<Resource>();
  const open = model.resources
    .filter(({ raw }) => raw.Properties?.ServiceToken !== undefined)
    .map(resource => model.find(resource.text('ServiceToken'), RUNS, resource.region));
  while (open.length > 0) {
    const next = open.pop();
    if (!next || found.has(next)) continue;
    found.add(next);
    open.push(...calledBy(model, next));
  }
  return found;
}

function calledBy(model: AppModel, resource: Resource): (Resource | undefined)[] {
  if (resource.type === 'AWS::StepFunctions::StateMachine') {
    return model.mentioned(toText(resource.get('DefinitionString')) ?? '').filter(({ type }) => RUNS.includes(type));
  }
  return FRAMEWORK_CALLS.map(name => resource.text(`Environment.Variables.${name}`)).map(text =>
    model.find(text, RUNS, resource.region),
  );
}
