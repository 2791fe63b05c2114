import { type Template } from 'aws-cdk-lib/assertions';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import { RetryingWorkflow, type RetryingWorkflowProps, WorkflowStep } from '../../../lib/workflow';

/** Seconds that each function may take. */
export const TIMEOUT = 10;

export function shop(region = 'eu-west-1'): Stack {
  return new Stack(new App(), 'Shop', { env: { region } });
}

/** A function of the stack, made when it is first asked for. */
export function fn(stack: Stack, id: string): Function {
  return (
    (stack.node.tryFindChild(id) as Function | undefined) ??
    new Function(stack, id, {
      code: Code.fromInline('exports.handler = async () => {}'),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
      timeout: Duration.seconds(TIMEOUT),
    })
  );
}

/** Reserves, charges and tells: the first two can be taken back. */
export function bookingSteps(stack: Stack): WorkflowStep[] {
  return [
    WorkflowStep.invoke('Reserve', { function: fn(stack, 'Book'), undo: fn(stack, 'Release') }),
    WorkflowStep.invoke('Charge', { function: fn(stack, 'Pay'), undo: fn(stack, 'Refund'), fatal: ['CardRefused'] }),
    WorkflowStep.invoke('Mail', { function: fn(stack, 'Post') }),
  ];
}

export function booking(props: Partial<RetryingWorkflowProps> = {}, stack = shop()): RetryingWorkflow {
  return new RetryingWorkflow(stack, 'Booking', { steps: bookingSteps(stack), ...props });
}

interface Asl {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Record<string, State>;
}
interface State {
  readonly Type: string;
  readonly Resource: string;
  readonly Parameters: Record<string, unknown>;
  readonly TimeoutSeconds: number;
  readonly ResultPath: string;
  readonly Next: string;
  readonly Retry: Record<string, unknown>[];
  readonly Catch: { ErrorEquals: string[]; ResultPath: string; Next: string }[];
  readonly Branches: Asl[];
  readonly Choices: Record<string, unknown>[];
  readonly Default: string;
}

/** The machine as Step Functions reads it; what the deployment knows stands as `<id>`. */
export function machineOf(template: Template): Asl {
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const { DefinitionString: text } = machine.Properties as { DefinitionString: unknown };
  return JSON.parse(flat(text)) as Asl;
}

function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': att, 'Fn::Join': join } = value as Record<string, never>;
  if (join) return (join[1] as unknown[]).map(flat).join(join[0]);
  return `<${Ref ?? (att as string[])[0]}>`;
}

/** The states that an execution goes through when each is left by a way that is chosen. */
function walk({ StartAt, States }: Asl, way: (name: string, state: State) => string | undefined): string[] {
  const seen: string[] = [];
  for (let name: string | undefined = StartAt; name !== undefined; name = way(name, States[name])) seen.push(name);
  return seen;
}

/** Each state succeeds but those that fail, for good, with the error that is given. */
export function path(machine: Asl, failing: Record<string, string> = {}): string[] {
  return walk(machine, (name, state) => {
    const error = failing[name];
    if (error === undefined) return state.Next ?? state.Default;
    return state.Catch.find(({ ErrorEquals }) => ErrorEquals.includes(error) || ErrorEquals.includes('States.ALL'))!
      .Next;
  });
}
