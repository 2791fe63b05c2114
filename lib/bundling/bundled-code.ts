import { existsSync, statSync } from 'fs';
import * as path from 'path';
import {
  type CfnFunction,
  Code,
  type CodeConfig,
  type Function,
  type ResourceBindOptions,
} from 'aws-cdk-lib/aws-lambda';
import { type CfnResource, type FileAssetLocation, FileAssetPackaging, Lazy, Stack, Stage } from 'aws-cdk-lib/core';
import {
  ASSET_RESOURCE_METADATA_ENABLED_CONTEXT,
  ASSET_RESOURCE_METADATA_IS_BUNDLED_KEY,
  ASSET_RESOURCE_METADATA_PATH_KEY,
  ASSET_RESOURCE_METADATA_PROPERTY_KEY,
} from 'aws-cdk-lib/cx-api';
import { type Construct } from 'constructs';
import { writeBundle } from './bundle-cache';
import { Bundler, type PendingBundle } from './bundler';
import { type Bundle, BundleRequest } from './request';
import { Problems } from '../private/errors';
import { checkBundling, checkEntryRuntime } from './bundling-limits';
import { type Bundling } from './bundling';

/** Stands in templates of stacks that the CDK CLI does not want to deploy. */
const NOT_BUNDLED = 'not-bundled';

/**
 * Code of a TypeScript or JavaScript entry and all that it imports, for any function, `ResilientFunction` or not.
 *
 * Guarantees that all entries of an app are bundled by one call of esbuild at synthesis, the same entry in several functions,
 * stacks and regions once; what did not change since the last synthesis is not bundled again. The handler is in
 * `index.js`, or in `index.mjs` for an ES module.
 *
 * The app has to have esbuild installed. Its place in S3 is a token until all constructs of the app are there.
 *
 * @example
 * new Function(stack, 'Api', {
 *   code: BundledCode.fromEntry('handlers/api.ts'),
 *   handler: 'index.handler',
 *   runtime: Runtime.NODEJS_24_X,
 * });
 */
export class BundledCode extends Code {
  /**
   * Code of an entry.
   *
   * Fails with `EntryNotFound`, `ExtraFileNotFound` or `ExtraFileRepeated` when a function gets it, with `EntryRuntimeUnsupported` for another runtime
   * than Node.js, and at synthesis with `EntryCompilationFailed` or `EsbuildMissing`.
   *
   * @param entry file that exports the handler, relative to the directory in which the app runs
   * @param bundling how it is bundled; minified CommonJS without source map where nothing else is said
   */
  static fromEntry(entry: string, bundling?: Bundling): BundledCode {
    return new BundledCode(entry, bundling ?? {});
  }

  /**
   * Code for a function that belongs to a construct which the user wrote.
   *
   * @internal
   */
  static _ownedBy(owner: Construct, entry: string, bundling: Bundling): BundledCode {
    return new BundledCode(entry, bundling, owner);
  }

  readonly isInline = false;
  private readonly staged = new Map<Construct, StagedCode>();

  private constructor(
    private readonly entry: string,
    private readonly bundling: Bundling,
    private readonly owner?: Construct,
  ) {
    super();
  }

  bind(scope: Construct): CodeConfig {
    const owner = this.owner ?? scope;
    validateFiles(owner, this.entry, this.bundling);
    const code = new StagedCode(owner, scope, this.entry, this.bundling);
    this.staged.set(scope, code);
    Bundler.of(scope).add(code);
    return {
      s3Location: {
        bucketName: Lazy.string({ produce: () => code.location?.bucketName ?? NOT_BUNDLED }),
        objectKey: Lazy.string({ produce: () => code.location?.objectKey ?? NOT_BUNDLED }),
      },
    };
  }

  /** Metadata by which `cdk watch` and `sam local` find the code. */
  bindToResource(resource: CfnResource, options: ResourceBindOptions = {}): void {
    validateNode(this.owner ?? resource.node.scope!, resource as CfnFunction);
    if (!resource.node.tryGetContext(ASSET_RESOURCE_METADATA_ENABLED_CONTEXT)) return;
    const code = this.staged.get(resource.node.scope as Construct)!;
    resource.addMetadata(ASSET_RESOURCE_METADATA_PATH_KEY, Lazy.string({ produce: () => code.directory }));
    resource.addMetadata(ASSET_RESOURCE_METADATA_IS_BUNDLED_KEY, true);
    resource.addMetadata(ASSET_RESOURCE_METADATA_PROPERTY_KEY, options.resourceProperty ?? 'Code');
  }
}

/** One function's code, and where it is once all entries are bundled. */
class StagedCode implements PendingBundle {
  readonly stack: Stack;
  private made?: BundleRequest;
  private staged?: { readonly directory: string; readonly location: FileAssetLocation };

  constructor(
    readonly owner: Construct,
    private readonly scope: Construct,
    private readonly entry: string,
    private readonly bundling: Bundling,
  ) {
    this.stack = Stack.of(scope);
  }

  /** The function's runtime decides on the language level, and is there when its constructor has ended. */
  get request(): BundleRequest {
    return (this.made ??= new BundleRequest({
      entry: this.entry,
      bundling: this.bundling,
      target: languageLevel((this.scope as Function).runtime.name),
    }));
  }

  /** Undefined in a stack that needs no code. */
  get location(): FileAssetLocation | undefined {
    this.onBundled();
    return this.staged?.location;
  }

  /** The asset's directory as the stack's manifest names it. */
  get directory(): string {
    this.onBundled();
    return this.staged?.directory ?? NOT_BUNDLED;
  }

  onBundled(): void {
    if (this.staged || !this.stack.bundlingRequired) return;
    const bundle = Bundler.of(this.stack).bundleFor(this.request);
    const directory = stage(this.stack, bundle);
    const location = this.stack.synthesizer.addFileAsset({
      fileName: directory,
      packaging: FileAssetPackaging.ZIP_DIRECTORY,
      sourceHash: bundle.hash,
      displayName: `${path.basename(this.entry)} bundled`,
    });
    this.staged = { directory, location };
  }
}

function validateFiles(scope: Construct, entry: string, bundling: Bundling): void {
  Problems.collect(scope, problems => {
    if (!checkBundling(bundling, problems)) return;
    checkFile(problems, 'EntryNotFound', `entry "${entry}"`, path.resolve(entry));
    const taken = new Map(['index.js', 'index.mjs'].map(name => [name, 'the bundle']));
    for (const extra of bundling.extraFiles ?? []) {
      checkFile(problems, 'ExtraFileNotFound', `extra file "${extra}"`, path.resolve(extra));
      const name = path.basename(extra);
      const other = taken.get(name);
      if (other !== undefined) {
        problems.add(
          'ExtraFileRepeated',
          `extra file "${extra}" and ${other} are both called "${name}" beside the bundle; rename one`,
        );
      }
      taken.set(name, `extra file "${extra}"`);
    }
  });
}

function checkFile(problems: Problems, code: 'EntryNotFound' | 'ExtraFileNotFound', what: string, file: string): void {
  if (!existsSync(file) || !statSync(file).isFile()) {
    problems.add(
      code,
      `${what} is not a file; it is looked for at "${file}", relative to the directory in which the app runs`,
    );
  }
}

/** A layer has no runtime, and a bundle is not laid out as one. */
function validateNode(scope: Construct, { runtime }: Partial<CfnFunction>): void {
  Problems.collect(scope, problems => {
    checkEntryRuntime(runtime, problems);
  });
}

/** `nodejs24.x` becomes `node24`; a runtime that only the deployment knows is taken for the oldest that AWS supports. */
function languageLevel(runtime: string): string {
  const [, version = '22'] = /^nodejs(\d+)/.exec(runtime) ?? [];
  return `node${version}`;
}

/** Writes a bundle into the assembly, unless it is there, and returns its directory as the stack's manifest names it. */
function stage(stack: Stack, bundle: Bundle): string {
  const assembly = Stage.of(stack)!;
  const directory = path.join(assembly.assetOutdir, `asset.${bundle.hash}`);
  if (!existsSync(directory)) writeBundle(directory, bundle);
  return path.relative(assembly.outdir, directory);
}
