import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Template } from './model.js';

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
}

/** Every stack of an assembly, those of its stages too, in the manifest's order. */
export function manifestStacks(directory: string): ManifestStack[] {
  const manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as Manifest;
  return Object.entries(manifest.artifacts ?? {}).flatMap(([id, artifact]) => {
    if (artifact.type === 'cdk:cloud-assembly') {
      return manifestStacks(join(directory, artifact.properties?.directoryName as string));
    }
    return artifact.type === 'aws:cloudformation:stack' ? [readStack(directory, id, artifact)] : [];
  });
}

function readStack(directory: string, id: string, artifact: Artifact): ManifestStack {
  const [account, region] = (artifact.environment as string).replace('aws://', '').split('/');
  const templateFile = artifact.properties?.templateFile as string;
  const template = JSON.parse(readFileSync(join(directory, templateFile), 'utf8')) as Template;
  template.Resources ??= {};
  addPaths(template, artifact);
  return {
    id,
    stackName: artifact.properties?.stackName ?? id,
    account,
    region,
    directory,
    templateFile,
    template,
    qualifier: /^\/cdk-bootstrap\/([^/]+)\//.exec(artifact.properties?.bootstrapStackVersionSsmParameter ?? '')?.[1],
  };
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
