import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Template } from '../../assembly/model.js';

export interface StackFixture {
  readonly id: string;
  readonly environment?: string;
  readonly template: Partial<Template>;
  /** Whether the template is an asset, as it is with the CDK's default synthesizer; true by default. */
  readonly published?: boolean;
}

export const EAST = 'aws://111111111111/us-east-1';
export const WEST = 'aws://111111111111/us-west-2';

/** Writes a cloud assembly as the CDK does: a manifest, and for each stack its template with its asset manifest. */
export function writeAssembly(directory: string, stacks: StackFixture[], stages: string[] = []): string {
  mkdirSync(directory, { recursive: true });
  const artifacts = Object.fromEntries([
    ...stacks.map(stack => [stack.id, stackArtifact(directory, stack)]),
    ...stages.map(stage => [stage, { type: 'cdk:cloud-assembly', properties: { directoryName: stage } }]),
  ]);
  writeJson(join(directory, 'manifest.json'), { version: '50.0.0', artifacts });
  return directory;
}

function stackArtifact(
  directory: string,
  { id, environment = EAST, template, published = true }: StackFixture,
): object {
  const templateFile = `${id}.template.json`;
  writeJson(join(directory, templateFile), template);
  if (!published) return { type: 'aws:cloudformation:stack', environment, properties: { templateFile } };
  writeJson(join(directory, `${id}.assets.json`), {
    files: {
      [hashOf(id)]: {
        source: { path: templateFile, packaging: 'file' },
        destinations: { d: { objectKey: `${hashOf(id)}.json` } },
      },
    },
  });
  const stackTemplateAssetObjectUrl = `s3://assets/${hashOf(id)}.json`;
  return { type: 'aws:cloudformation:stack', environment, properties: { templateFile, stackTemplateAssetObjectUrl } };
}

/** The hash that the asset manifest of a stack written by `writeAssembly` has for its template. */
export function hashOf(id: string): string {
  return Buffer.from(id).toString('hex').padEnd(64, '0');
}

function writeJson(file: string, content: object): void {
  writeFileSync(file, JSON.stringify(content));
}
