import { type Duration, type Size, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { Problems } from './errors';
import { didYouMean } from './nearest';

/** What a prop may be, and what to give where it is something else. */
export interface Kind<Name extends string = string> {
  /** In the type only: tells a duration from a size where a table is compiled. */
  readonly of?: Name;
  readonly give: string;
  is(value: unknown): boolean;
}

type KindOf<T> = [T] extends [boolean]
  ? Kind<'flag'>
  : [T] extends [number]
    ? Kind<'number'>
    : [T] extends [string]
      ? Kind<'text'>
      : [T] extends [readonly unknown[]]
        ? Kind<'list'>
        : [T] extends [Duration]
          ? Kind<'duration'>
          : [T] extends [Size]
            ? Kind<'size'>
            : Kind<'object'>;

/** Every prop of a struct and its kind: a constant of this type does not compile when one is forgotten, or is another. */
export type PropKinds<T> = { readonly [name in keyof Required<T>]: KindOf<NonNullable<T[name]>> };

export const flag: Kind<'flag'> = { give: 'true or false', is: value => typeof value === 'boolean' };
export const number: Kind<'number'> = { give: 'a number', is: value => typeof value === 'number' };
export const text: Kind<'text'> = { give: 'a text', is: value => typeof value === 'string' };

/** A value of an enum, or its text. */
export function oneOf(values: Readonly<Record<string, string>>): Kind<'text'> {
  const allowed = Object.values(values);
  return { give: `one of ${allowed.join(', ')}`, is: value => allowed.includes(value as string) };
}

export const duration: Kind<'duration'> = {
  give: 'a Duration, such as Duration.seconds(30)',
  is: value => has(value, 'toSeconds'),
};

export const size: Kind<'size'> = {
  give: 'a Size, such as Size.mebibytes(10)',
  is: value => has(value, 'toMebibytes'),
};

/** A construct, a struct or a value, recognized by a member that only its like has. */
export function objectWith(member: string, give: string): Kind<'object'> {
  return { give, is: value => has(value, member) };
}

/** Whatever is given: the check of the construct judges it. */
export const anything: Kind<never> = { give: 'something else', is: () => true };

/** Options by name. */
export const options: Kind<'object'> = {
  give: 'an object',
  is: value => typeof value === 'object' && value !== null && !Array.isArray(value),
};

export function listOf(kind: Kind): Kind<'list'> {
  return {
    give: `a list, each of it ${kind.give}`,
    is: value => Array.isArray(value) && value.every(item => isKind(item, kind)),
  };
}

/**
 * Throws everything that is wrong with the props of a construct or a value.
 *
 * TypeScript sees a misspelt or mistyped prop, plain JavaScript does not, and a misspelt `faliover` would otherwise be a
 * protection that silently is not there. Props of another kind are reported before the others are looked at.
 *
 * @param scope the construct, or the name of the factory
 * @param check records what is wrong beyond the names and kinds
 */
export function validateProps<T = void>(
  scope: IConstruct | string,
  props: object | undefined,
  known: Readonly<Record<string, Kind>>,
  check?: (problems: Problems) => T,
): T {
  Problems.collect(scope, problems => {
    if (props === undefined) {
      problems.add('PropMissing', `no props are given; give an object, such as ${exampleOf(known)}`);
    }
    checkKinds(props, known, problems);
  });
  return Problems.collect(scope, problems => {
    checkNames(props, known, problems);
    return check?.(problems) as T;
  });
}

/**
 * Records every prop that a struct does not have, or that is of another kind.
 *
 * @param where how the struct is reached from the construct's props, such as `bundling`
 * @returns whether the kinds are right, so that the values can be looked at
 */
export function checkProps(
  props: object | undefined,
  known: Readonly<Record<string, Kind>>,
  problems: Problems,
  where: string,
): boolean {
  checkNames(props, known, problems, where);
  return checkKinds(props, known, problems, where);
}

function checkNames(props: object | undefined, known: object, problems: Problems, where?: string): void {
  for (const given of Object.keys(props ?? {})) {
    if (Object.hasOwn(known, given)) continue;
    const names = Object.keys(known);
    problems.add(
      'PropUnknown',
      `there is no prop "${pathOf(given, where)}"${didYouMean(given, names) || `; known are ${names.join(', ')}`}`,
    );
  }
}

function checkKinds(
  props: object | undefined,
  known: Readonly<Record<string, Kind>>,
  problems: Problems,
  where?: string,
): boolean {
  if (props !== undefined && !isKind(props, options)) {
    problems.add(
      'PropInvalid',
      `"${where ?? 'props'}" is ${valueText(props)}; give an object, such as ${exampleOf(known)}`,
    );
    return false;
  }
  const strange = Object.entries(props ?? {}).filter(
    ([name, value]) => Object.hasOwn(known, name) && value !== undefined && !isKind(value, known[name]),
  );
  for (const [name, value] of strange) {
    problems.add('PropInvalid', `"${pathOf(name, where)}" is ${valueText(value)}; give ${known[name].give}`);
  }
  return strange.length === 0;
}

/** What is known at deployment only may become anything. */
function isKind(value: unknown, kind: Kind): boolean {
  return kind.is(value) || (value !== null && Token.isUnresolved(value));
}

function exampleOf(known: object): string {
  return `{ ${Object.keys(known)[0]}: … }`;
}

function has(value: unknown, member: string): boolean {
  return typeof value === 'object' && value !== null && member in value;
}

function pathOf(name: string, where: string | undefined): string {
  return where ? `${where}.${name}` : name;
}

/** A value as the user wrote it, or what it is where that is long. */
function valueText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `a list (${value.map(valueText).join(', ')})`;
  if (typeof value !== 'object' || value === null) return String(value);
  const { name } = value.constructor ?? {};
  return name === undefined || name === 'Object' ? 'a plain object' : `a ${name}`;
}
