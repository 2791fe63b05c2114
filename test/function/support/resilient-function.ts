import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { ResilientFunction, type ResilientFunctionProps } from '../../../lib/function';

export const code = Code.fromInline('exports.handler = async () => {}');

export function given(props: Partial<ResilientFunctionProps> = {}) {
  const stack = new Stack(new App(), 'Plain');
  const handler = new ResilientFunction(stack, 'Api', { code, handler: 'index.handler', ...props });
  return { stack, handler };
}

export function synthesized(props?: Partial<ResilientFunctionProps>) {
  return Template.fromStack(given(props).stack);
}

/** Logical id of the only resource of a type, or of the only one whose id begins with a text. */
export function idOf(template: Template, type: string, start = ''): string {
  const ids = Object.keys(template.findResources(type)).filter(id => id.startsWith(start));
  expect(ids).toHaveLength(1);
  return ids[0];
}

export const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
