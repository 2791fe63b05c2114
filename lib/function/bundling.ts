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
}
