import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/** How a construct is called where its stack is known: its path without the one of the stack. */
export function pathInStack(construct: IConstruct): string {
  const inStack = `${Stack.of(construct).node.path}/`;
  const { path } = construct.node;
  return path.startsWith(inStack) ? path.slice(inStack.length) : path;
}
