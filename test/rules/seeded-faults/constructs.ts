import { type App } from 'aws-cdk-lib/core';
import { type StackInput } from '../../../lib/assembly/template';
import { synthesized } from '../support/synthesized';
import { type Editable } from './seed';

const built = new Map<() => App, StackInput[]>();

/** The templates of an app of constructs. */
export const templatesOf = (app: () => App) => (): StackInput[] => {
  const known = built.get(app) ?? synthesized(app()).stacks.map(stack => ({ ...stack.input, paths: undefined }));
  built.set(app, known);
  return known;
};

type Properties = Record<string, never>;

/** Properties of the first resource of a type, in the n-th stack, whose text matches. */
export function first(app: Editable, type: string, stack = 0, where = /./): Properties {
  const found = Object.values(app.of(stack)).find(each => each.Type === type && where.test(JSON.stringify(each)));
  if (!found) throw new Error(`there is no ${type} to spoil`);
  return found.Properties as Properties;
}

export function removeAll(app: Editable, type: string, where = /./): void {
  for (const { template } of app.stacks) {
    for (const [id, each] of Object.entries(template.Resources ?? {})) {
      if (each.Type === type && where.test(JSON.stringify(each))) {
        delete (template.Resources as Record<string, unknown>)[id];
      }
    }
  }
}

export const idOf = (app: Editable, type: string, stack = 0): string =>
  Object.entries(app.of(stack)).find(([, each]) => each.Type === type)![0];

export const assign = (target: unknown, values: Record<string, unknown>): void =>
  void Object.assign(target as object, values);
