import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { type IChainable, State, type StateGraph } from 'aws-cdk-lib/aws-stepfunctions';

/** A state of a definition, and whether it is within a Parallel or a Map. */
export interface FoundState {
  readonly state: State;
  readonly nested: boolean;
}

/** What CDK keeps of a state beside its transitions, and has no public name for. */
interface Inner {
  /** Branches of a Parallel; in `branches` once a machine was made of it. */
  readonly _branches?: readonly IChainable[];
  readonly branches?: readonly StateGraph[];
  readonly processor?: StateGraph;
  readonly iteration?: StateGraph;
  readonly props?: { readonly lambdaFunction?: IFunction };
}

/** Every state that an execution may come to, those within Parallel and Map too. */
export function statesOf(definition: IChainable, nested = false): FoundState[] {
  const states = State.findReachableStates(definition.startState, { includeErrorHandlers: true });
  return states.flatMap(state => [
    { state, nested },
    ...startsWithin(state as unknown as Inner).flatMap(start => statesOf(start, true)),
  ]);
}

/** The function that CDK's own task calls. */
export function functionOf(state: State): IFunction | undefined {
  return (state as unknown as Inner).props?.lambdaFunction;
}

function startsWithin({ _branches = [], branches = [], processor, iteration }: Inner): IChainable[] {
  const graphs = [...branches, processor, iteration].filter(graph => graph !== undefined);
  return [..._branches, ...graphs.map(({ startState }) => startState as unknown as IChainable)];
}
