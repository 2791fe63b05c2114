import { type Problems } from './errors';
import { didYouMean } from './nearest';

/** Every prop of a struct by name: `satisfies KnownProps<FooProps>` fails to compile when one is forgotten. */
export type KnownProps<T> = { readonly [name in keyof Required<T>]: true };

/**
 * Records every prop that the struct does not have. TypeScript sees such a mistake, plain JavaScript does not, and a
 * misspelt `faliover` would otherwise be a protection that silently is not there.
 *
 * @param where how the struct is reached from the construct's props, such as `bundling`
 */
export function checkKnownProps(props: object | undefined, known: object, problems: Problems, where?: string): void {
  for (const given of Object.keys(props ?? {})) {
    if (Object.hasOwn(known, given)) continue;
    const names = Object.keys(known);
    const shown = where ? `${where}.${given}` : given;
    problems.add(
      'PropUnknown',
      `there is no prop "${shown}"${didYouMean(given, names) || `; known are ${names.join(', ')}`}`,
    );
  }
}
