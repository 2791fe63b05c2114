import { isOpaque, toList, toRecord } from './value';

/** What the meaning of an intrinsic function depends on. */
export interface ResolveContext {
  /** Value of `Ref`: of a resource, a parameter or a pseudo parameter. */
  ref(name: string): unknown;
  /** Value of `Fn::GetAtt`. */
  attribute(logicalId: string, attribute: string): unknown;
  /** Value of an export of some stack. */
  importValue(name: string): unknown;
  /** Value of an output of a stack, by the weak reference of newer CDK versions. */
  stackOutput(stackName: string, region: string | undefined, output: string): unknown;
  /** Definition of a condition. */
  condition(name: string): unknown;
  /** What conditions are decided by: a parameter's default decides nothing, for the deployment may give another value. */
  readonly undecided?: ResolveContext;
  /** Entry of a mapping. */
  mapping(map: string, first: string, second: string): unknown;
}

/**
 * A template value with every intrinsic function replaced by what it will be, as far as that is known.
 *
 * What only the deployment knows becomes text with a placeholder such as `${Stack.Table.StreamArn}`: equal placeholders
 * are equal values, so relations can be followed without knowing them.
 */
export function resolve(value: unknown, context: ResolveContext): unknown {
  if (Array.isArray(value)) return value.map(item => resolve(item, context)).filter(item => item !== undefined);
  if (value === null || typeof value !== 'object') return value ?? undefined;
  const keys = Object.keys(value);
  if (keys.length === 1) {
    const intrinsic = INTRINSICS[keys[0]];
    if (intrinsic) return intrinsic((value as Record<string, unknown>)[keys[0]], context);
  }
  const resolved: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const result = resolve(item, context);
    if (result !== undefined) resolved[key] = result;
  }
  return resolved;
}

type Intrinsic = (argument: unknown, context: ResolveContext) => unknown;

const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, context) => context.ref(String(argument)),
  'Fn::GetAtt': getAttribute,
  'Fn::Join': join,
  'Fn::Sub': substitute,
  'Fn::Select': select,
  'Fn::Split': (argument, context) => {
    const [delimiter, source] = toList(resolve(argument, context));
    return splitText(String(source), String(delimiter));
  },
  'Fn::If': (argument, context) => {
    const [name, whenTrue, whenFalse] = toList(argument);
    const holds = conditionHolds(String(name), context);
    if (holds !== undefined) return resolve(holds ? whenTrue : whenFalse, context);
    const [yes, no] = [resolve(whenTrue, context), resolve(whenFalse, context)];
    return JSON.stringify(yes) === JSON.stringify(no) ? yes : `\${Fn::If ${String(name)}}`;
  },
  'Fn::ImportValue': (argument, context) => context.importValue(String(resolve(argument, context))),
  'Fn::GetStackOutput': (argument, context) => {
    const output = toRecord(resolve(argument, context));
    const region = output.Region === undefined ? undefined : String(output.Region);
    return context.stackOutput(String(output.StackName), region, String(output.OutputName));
  },
  'Fn::FindInMap': (argument, context) => {
    const [map, first, second, options] = toList(resolve(argument, context));
    const found = context.mapping(String(map), String(first), String(second));
    return found ?? toRecord(options).DefaultValue ?? '${Fn::FindInMap}';
  },
  'Fn::Base64': (argument, context) => resolve(argument, context),
  'Fn::ToJsonString': (argument, context) => JSON.stringify(resolve(argument, context)),
  'Fn::Length': (argument, context) => toList(resolve(argument, context)).length,
  'Fn::GetAZs': () => '${Fn::GetAZs}',
  'Fn::Cidr': () => '${Fn::Cidr}',
  'Fn::Transform': () => '${Fn::Transform}',
};

function getAttribute(argument: unknown, context: ResolveContext): unknown {
  const parts = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
  return context.attribute(parts[0], parts.slice(1).join('.'));
}

function join(argument: unknown, context: ResolveContext): unknown {
  const [delimiter, parts] = toList(argument);
  const resolved = resolve(parts, context);
  return Array.isArray(resolved) ? resolved.map(toText).join(toText(delimiter)) : toText(resolved);
}

function substitute(argument: unknown, context: ResolveContext): string {
  const [text, variables] = toList(argument);
  return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const variable = toRecord(variables)[name];
    if (variable !== undefined) return toText(resolve(variable, context));
    const dot = name.indexOf('.');
    return toText(dot < 0 ? context.ref(name) : context.attribute(name.slice(0, dot), name.slice(dot + 1)));
  });
}

function select(argument: unknown, context: ResolveContext): unknown {
  const [index, list] = toList(resolve(argument, context));
  return Array.isArray(list) && list[Number(index)] !== undefined
    ? list[Number(index)]
    : `\${Fn::Select ${toText(list)}}`;
}

/** Whether a condition of the template holds, or undefined where only the deployment knows. */
export function conditionHolds(name: string, context: ResolveContext): boolean | undefined {
  return evaluate({ Condition: name }, context, new Set());
}

function evaluate(condition: unknown, context: ResolveContext, asked: ReadonlySet<string>): boolean | undefined {
  const [[name, argument] = []] = Object.entries(toRecord(condition));
  if (name === 'Condition') {
    const other = String(argument);
    return asked.has(other) ? undefined : evaluate(context.condition(other), context, new Set([...asked, other]));
  }
  if (!Array.isArray(argument)) return undefined;
  if (name === 'Fn::Equals') {
    const [left, right] = argument.map(item => resolve(item, context.undecided ?? context));
    return isOpaque(left) || isOpaque(right) ? undefined : String(left) === String(right);
  }
  const parts = argument.map(item => evaluate(item, context, asked));
  if (name === 'Fn::Not') return parts[0] === undefined ? undefined : !parts[0];
  if (name === 'Fn::And') return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
  if (name === 'Fn::Or') return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
  return undefined;
}

function toText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

/** Splits at a delimiter that is not inside a placeholder. */
export function splitText(text: string, delimiter: string): string[] {
  const placeholders: string[] = [];
  const masked = text.replace(/\$\{[^}]*\}/g, placeholder => `\u0000${placeholders.push(placeholder) - 1}\u0001`);

  return masked
    .split(delimiter)
    .map(part => part.replace(/\u0000(\d+)\u0001/g, (_m, index: string) => placeholders[Number(index)]));
}
