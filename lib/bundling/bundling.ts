/** Module system of the bundled file. */
export enum ModuleFormat {
  /** `require`, in `index.js`. */
  COMMON_JS = 'cjs',

  /** `import` and top-level `await`, in `index.mjs`. */
  ES_MODULE = 'esm',
}

/** How esbuild bundles an `entry`. */
export interface Bundling {
  /**
   * Whether names and white space are shortened.
   *
   * @default true
   */
  readonly minify?: boolean;

  /**
   * Whether a source map is written and Node.js uses it in stack traces, which makes each error slower.
   *
   * @default false
   */
  readonly sourceMap?: boolean;

  /**
   * Modules that are left out, because the runtime or a layer has them; `*` stands for any text.
   *
   * @default ['@aws-sdk/*', '@smithy/*']
   */
  readonly externalModules?: string[];

  /**
   * Language level, such as `node22` or `es2022`.
   *
   * @default - that of the runtime
   */
  readonly target?: string;

  /**
   * Module system of the output.
   *
   * @default ModuleFormat.COMMON_JS
   */
  readonly format?: ModuleFormat;

  /**
   * How files are loaded, by extension: `{ '.sql': 'text' }`.
   *
   * @default - as esbuild does by itself
   * @see https://esbuild.github.io/content-types/
   */
  readonly loader?: { [extension: string]: string };

  /**
   * Expressions that are replaced by constants: `{ 'process.env.STAGE': '"prod"' }`.
   *
   * @default - nothing is replaced
   */
  readonly define?: { [expression: string]: string };

  /**
   * TypeScript configuration to read in place of the nearest tsconfig.json.
   *
   * @default - the nearest tsconfig.json of each file
   */
  readonly tsconfig?: string;

  /**
   * Files that are copied beside the bundle, relative to the directory in which the app runs.
   *
   * @default - the bundle is alone
   */
  readonly extraFiles?: string[];
}
