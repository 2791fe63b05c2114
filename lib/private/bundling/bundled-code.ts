import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'fs';
import * as path from 'path';
import { Code, type CodeConfig, type ResourceBindOptions } from 'aws-cdk-lib/aws-lambda';
import { type CfnResource, type FileAssetLocation, FileAssetPackaging, Lazy, Stack, Stage } from 'aws-cdk-lib/core';
import {
  ASSET_RESOURCE_METADATA_ENABLED_CONTEXT,
  ASSET_RESOURCE_METADATA_IS_BUNDLED_KEY,
  ASSET_RESOURCE_METADATA_PATH_KEY,
  ASSET_RESOURCE_METADATA_PROPERTY_KEY,
} from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { Problems } from '../errors';
import { Bundler } from './bundler';
import type { Bundle, BundleRequest } from './request';

/** Stands in templates of stacks that the CDK CLI does not want to deploy. */
const NOT_BUNDLED = 'not-bundled';

/** Code of an entry and all that it imports. Its place is a token until all entries of the app are compiled. */
export class BundledCode extends Code {
  readonly isInline = false;
  private stack?: Stack;
  private location?: FileAssetLocation;
  private directory = NOT_BUNDLED;

  /** @param owner the construct that the user wrote, which messages name */
  constructor(
    private readonly owner: Construct,
    private readonly request: BundleRequest,
  ) {
    super();
    requireFiles(owner, request);
  }

  bind(scope: Construct): CodeConfig {
    this.stack = Stack.of(scope);
    Bundler.of(scope).wish(this.owner, this.request, () => void this.locate());
    return {
      s3Location: {
        bucketName: Lazy.string({ produce: () => this.locate()?.bucketName ?? NOT_BUNDLED }),
        objectKey: Lazy.string({ produce: () => this.locate()?.objectKey ?? NOT_BUNDLED }),
      },
    };
  }

  /** Metadata by which `cdk watch` and `sam local` find the code. */
  bindToResource(resource: CfnResource, options: ResourceBindOptions = {}): void {
    if (!resource.node.tryGetContext(ASSET_RESOURCE_METADATA_ENABLED_CONTEXT)) return;
    resource.addMetadata(
      ASSET_RESOURCE_METADATA_PATH_KEY,
      Lazy.string({ produce: () => (this.locate(), this.directory) }),
    );
    resource.addMetadata(ASSET_RESOURCE_METADATA_IS_BUNDLED_KEY, true);
    resource.addMetadata(ASSET_RESOURCE_METADATA_PROPERTY_KEY, options.resourceProperty ?? 'Code');
  }

  private locate(): FileAssetLocation | undefined {
    const stack = this.stack!;
    if (!stack.bundlingRequired) return undefined;
    if (!this.location) {
      const bundle = Bundler.of(stack).bundleFor(this.request);
      this.directory = stage(stack, bundle);
      this.location = stack.synthesizer.addFileAsset({
        fileName: this.directory,
        packaging: FileAssetPackaging.ZIP_DIRECTORY,
        sourceHash: bundle.hash,
        displayName: `${path.basename(this.request.entry)} bundled`,
      });
    }
    return this.location;
  }
}

function requireFiles(scope: Construct, { entry, given, bundling }: BundleRequest): void {
  const problems = new Problems(scope);
  requireFile(problems, 'EntryNotFound', `entry "${given}"`, entry);
  for (const extra of bundling.extraFiles ?? []) {
    requireFile(problems, 'ExtraFileNotFound', `extra file "${extra}"`, path.resolve(extra));
  }
  problems.throwIfAny();
}

function requireFile(problems: Problems, code: string, what: string, file: string): void {
  problems.require(
    existsSync(file) && statSync(file).isFile(),
    code,
    `${what} is not a file; it is looked for at "${file}", relative to the directory in which the app runs`,
  );
}

/** Writes a bundle into the assembly, unless it is there, and returns its directory as the stack's manifest names it. */
function stage(stack: Stack, bundle: Bundle): string {
  const assembly = Stage.of(stack)!;
  const directory = path.join(assembly.assetOutdir, `asset.${bundle.hash}`);
  if (!existsSync(directory)) {
    // Renamed when complete, so that an interrupted synth leaves no half of an asset.
    const aside = `${directory}.${process.pid}`;
    mkdirSync(aside, { recursive: true });
    for (const { name, contents } of bundle.files) writeFileSync(path.join(aside, name), contents);
    renameSync(aside, directory);
  }
  return path.relative(assembly.outdir, directory);
}
