import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Template } from './model.js';
import { DrillError } from '../support/errors.js';

/** What the drill needs of a cloud assembly's manifest: https://github.com/aws/aws-cdk-cli/tree/main/packages/%40aws-cdk/cloud-assembly-schema */
interface Manifest {
  readonly artifacts?: Record<string, Artifact>;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly displayName?: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly directoryName?: string;
    readonly bootstrapStackVersionSsmParameter?: string;
    readonly assumeRoleArn?: string;
    readonly cloudFormationExecutionRoleArn?: string;
    readonly lookupRole?: { readonly arn?: string };
  };
  readonly metadata?: Record<string, { readonly type: string; readonly data?: unknown }[]>;
}

/** A stack as the manifest lists it. */
export interface ManifestStack {
  readonly id: string;
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  /** Directory of the (nested) assembly that it belongs to. */
  readonly directory: string;
  readonly templateFile: string;
  readonly template: Template;
  /** The name that the app's bootstrap resources carry, where the stack needs any. */
  readonly qualifier?: string;
  /** Where the version of the bootstrap resources stands. */
  readonly versionParameter?: string;
  /** ARNs of the roles with which the CDK deploys it, account and region perhaps still open. */
  readonly roles: readonly string[];
}

/**
 * Every stack of an assembly, those of its stages too, in the manifest's order.
 *
 * @throws DrillError `AssemblyUnreadable` where a file is missing or is no JSON, or the manifest says too little.
 */
export function manifestStacks(directory: string): ManifestStack[] {
  const file = join(directory, 'manifest.json');
  const { artifacts = {} } = readObject(file) as Manifest;
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    if (artifact.type === 'cdk:cloud-assembly') {
      return manifestStacks(join(directory, needed(artifact.properties?.directoryName, 'directoryName', id, file)));
    }
    return artifact.type === 'aws:cloudformation:stack' ? [readStack(directory, id, artifact)] : [];
  });
}

function readStack(directory: string, id: string, artifact: Artifact): ManifestStack {
  const file = join(directory, 'manifest.json');
  const [account, region] = needed(artifact.environment, 'environment', id, file).replace('aws://', '').split('/');
  const templateFile = needed(artifact.properties?.templateFile, 'templateFile', id, file);
  const { properties = {} } = artifact;
  const template = readObject(join(directory, templateFile)) as Template;
  template.Resources ??= {};
  addPaths(template, artifact);
  return {
    id,
    stackName: properties.stackName ?? id,
    account,
    region,
    directory,
    templateFile,
    template,
    qualifier: /^\/cdk-bootstrap\/([^/]+)\//.exec(properties.bootstrapStackVersionSsmParameter ?? '')?.[1],
    versionParameter: properties.bootstrapStackVersionSsmParameter,
    roles: rolesOf(properties),
  };
}

function rolesOf(properties: NonNullable<Artifact['properties']>): string[] {
  const { assumeRoleArn, cloudFormationExecutionRoleArn, lookupRole } = properties;
  return [assumeRoleArn, cloudFormationExecutionRoleArn, lookupRole?.arn].filter(arn => arn !== undefined);
}

/** The object in a JSON file of an assembly. */
export function readObject(file: string): object {
  const content = parsed(file);
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content;
  throw unreadable(`"${file}" is no JSON object`);
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw unreadable(`"${file}" ${missing ? 'is missing' : `cannot be read: ${(error as Error).message}`}`, error);
  }
}

function needed(value: string | undefined, property: string, id: string, file: string): string {
  if (typeof value === 'string') return value;
  throw unreadable(`the artifact "${id}" has no "${property}" in "${file}"`);
}

function unreadable(what: string, cause?: unknown): DrillError {
  return new DrillError('AssemblyUnreadable', `${what}; write the assembly anew with "cdk synth"`, { cause });
}

/** Apps may leave construct paths out of their templates; the manifest has them in any case. */
function addPaths(template: Template, artifact: Artifact): void {
  for (const [path, entries] of Object.entries(artifact.metadata ?? {})) {
    for (const { type, data } of entries) {
      const resource = type === 'aws:cdk:logicalId' ? template.Resources[data as string] : undefined;
      if (resource) resource.Metadata = { 'aws:cdk:path': path.replace(/^\//, ''), ...resource.Metadata };
    }
  }
}
