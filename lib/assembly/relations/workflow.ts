import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { toList, toRecord, toRecords, toText } from '../value';
import { runsAtDeployment } from './deployment-time';

/** A task of a state machine, with what surrounds it. */
export interface WorkflowTask {
  readonly machine: Resource;
  readonly name: string;
  readonly state: Record<string, unknown>;
  /** Whether its own Catch, or that of a Parallel or Map around it, leads a failure somewhere. */
  readonly caught: boolean;
  /** Whether the state machine as a whole has a time limit. */
  readonly machineTimeout: boolean;
  /** Whether it is itself what runs after a failure. */
  readonly inFailurePath: boolean;
}

type FoundTask = Omit<WorkflowTask, 'machineTimeout'>;

/** Every task of every state machine whose definition is in the template and not CDK's own, for a custom resource. */
export function workflowTasks(model: AppModel): WorkflowTask[] {
  return model.remember(readTasks);
}

function readTasks(model: AppModel): WorkflowTask[] {
  const deploying = runsAtDeployment(model);
  const machines = model.ofType('AWS::StepFunctions::StateMachine').filter(machine => !deploying.has(machine));
  return machines.flatMap(machine => {
    const definition = definitionOf(machine);
    const found: FoundTask[] = [];
    collect(machine, definition, false, found);
    return found.map(task => ({ ...task, machineTimeout: definition.TimeoutSeconds !== undefined }));
  });
}

/** What the tasks of state machines call, where it is written in the definition. */
export function taskTargets(model: AppModel): { machine: Resource; text: string }[] {
  return workflowTasks(model).flatMap(({ machine, state }) =>
    [state.Resource, toRecord(state.Parameters).FunctionName, toRecord(state.Arguments).FunctionName]
      .map(toText)
      .filter(text => text !== undefined && !text.includes(':states:::'))
      .map(text => ({ machine, text: text! })),
  );
}

/** The definition, as an object or as text, with its substitutions made. */
function definitionOf(machine: Resource): Record<string, unknown> {
  const written = toText(machine.get('DefinitionString')) ?? JSON.stringify(machine.get('Definition') ?? {});
  const substitutions = toRecord(machine.get('DefinitionSubstitutions'));
  const text = written.replace(/\$\{(\w+)\}/g, (placeholder, name: string) =>
    substitutions[name] === undefined ? placeholder : JSON.stringify(String(substitutions[name])).slice(1, -1),
  );
  return parsed(text) ?? parsed(text.replace(NAKED_PLACEHOLDER, '$1"$2"')) ?? {};
}

/** A placeholder that stands where JSON wants a value: a number that only the deployment knows. */
const NAKED_PLACEHOLDER = /([:,[]\s*)(\$\{[^}"]*\})(?=\s*[,}\]])/g;

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return toRecord(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function collect(machine: Resource, scope: Record<string, unknown>, caughtOutside: boolean, tasks: FoundTask[]): void {
  const states = toRecord(scope.States);
  const failurePath = reachableFromCatch(states);
  for (const [name, value] of Object.entries(states)) {
    const state = toRecord(value);
    const caught = caughtOutside || toRecords(state.Catch).some(catchesAll);
    if (state.Type === 'Task') tasks.push({ machine, name, state, caught, inFailurePath: failurePath.has(name) });
    for (const branch of toRecords(state.Branches)) collect(machine, branch, caught, tasks);
    for (const inner of [state.Iterator, state.ItemProcessor]) collect(machine, toRecord(inner), caught, tasks);
  }
}

/** Errors that nobody has thought of end the execution, unless one of these is caught. */
function catchesAll(entry: Record<string, unknown>): boolean {
  return toList(entry.ErrorEquals).some(error => error === 'States.ALL' || error === 'States.TaskFailed');
}

/** States that only run after some Catch. */
function reachableFromCatch(states: Record<string, unknown>): Set<string> {
  const reached = new Set<string>();
  const waiting = Object.values(states).flatMap(state =>
    toRecords(toRecord(state).Catch).map(entry => String(entry.Next)),
  );
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    const { Next: next, Choices: choices, Default: otherwise } = toRecord(states[name]);
    for (const step of [next, otherwise, ...toRecords(choices).map(choice => choice.Next)]) {
      if (typeof step === 'string') waiting.push(step);
    }
  }
  return reached;
}
