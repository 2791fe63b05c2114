import * as fs from 'fs';
import * as path from 'path';
import { fail } from '../private/errors';
import { AppModel } from './app-model';
import { type Acknowledgement, type StackInput, type Template } from './template';

/** Metadata keys of the cloud assembly: https://docs.aws.amazon.com/cdk/api/v2/docs/cloud-assembly-schema-readme.html */
const LOGICAL_ID = 'aws:cdk:logicalId';
const TEMPLATE_FILE = 'aws:cdk:templateFile';
const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';

interface MetadataEntry {
  readonly type: string;
  readonly data?: unknown;
}

type Metadata = Record<string, MetadataEntry[]>;

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly dependencies?: string[];
  readonly metadata?: Metadata;
  readonly additionalMetadataFile?: string;
  readonly displayName?: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly stackName?: string;
    readonly directoryName?: string;
  };
}

/** What was read so far. */
interface Reading {
  readonly stacks: StackInput[];
  readonly acknowledgements: Acknowledgement[];
}

/**
 * Reads a cloud assembly (`cdk.out`): every stack of every stage, nested stacks too.
 *
 * Fails with `AssemblyNotFound` where the directory holds no assembly, `AssemblyUnreadable` where a file of
 * it is missing or is not JSON, `AssemblyStackMissing` where it has no stack
 */
export function readAssembly(directory: string): AppModel {
  if (!fs.existsSync(path.join(directory, 'manifest.json'))) {
    fail(
      directory,
      'AssemblyNotFound',
      'there is no "manifest.json", so this is no cloud assembly; give the directory that "cdk synth" wrote, usually "cdk.out"',
    );
  }
  const reading: Reading = { stacks: [], acknowledgements: [] };
  readDirectory(directory, reading);
  if (reading.stacks.length === 0) {
    fail(
      directory,
      'AssemblyStackMissing',
      'the cloud assembly has no stack, so there is nothing to check; synthesize the whole app',
    );
  }
  return new AppModel(reading.stacks, reading.acknowledgements);
}

/** Construct paths by logical id, as the assemblies of an app note them; what was read is kept. */
export class NotedPaths {
  private readonly manifests = new Map<string, Record<string, Artifact>>();

  /** Of a stack, or of one nested in it, by the template of the stack that is deployed; empty where CDK was told not to note them. */
  of(templatePath: string, stackPath: string): ReadonlyMap<string, string> {
    const directory = path.dirname(templatePath);
    const artifacts = this.manifests.get(directory) ?? readArtifacts(directory);
    this.manifests.set(directory, artifacts);
    const file = path.basename(templatePath);
    const artifact = Object.values(artifacts).find(({ properties }) => properties?.templateFile === file);
    return namesOfStack(artifact ? readMetadata(directory, artifact) : {}, stackPath).logicalIds;
  }
}

function readArtifacts(directory: string): Record<string, Artifact> {
  const manifest = readJson(path.join(directory, 'manifest.json')) as { artifacts?: Record<string, Artifact> };
  return manifest.artifacts ?? {};
}

function readDirectory(directory: string, reading: Reading): void {
  const artifacts = readArtifacts(directory);
  const stackIds = new Set(Object.keys(artifacts).filter(id => artifacts[id].type === 'aws:cloudformation:stack'));
  for (const [id, artifact] of Object.entries(artifacts)) {
    if (stackIds.has(id)) readStack(directory, id, artifact, stackIds, reading);
    if (artifact.type === 'cdk:cloud-assembly' && artifact.properties?.directoryName) {
      readDirectory(path.join(directory, artifact.properties.directoryName), reading);
    }
  }
}

function readStack(
  directory: string,
  id: string,
  artifact: Artifact,
  stackIds: ReadonlySet<string>,
  reading: Reading,
): void {
  const metadata = readMetadata(directory, artifact);
  const template = readJson(
    path.join(directory, artifact.properties?.templateFile ?? `${id}.template.json`),
  ) as Template;
  const own = namesOfStack(metadata, artifact.displayName ?? id);
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? '') ?? [];
  const stack: StackInput = {
    id: identifier(id),
    path: own.path,
    stackName: artifact.properties?.stackName ?? id,
    account: known(account),
    region: known(region),
    template,
    paths: own.logicalIds,
    dependsOn: (artifact.dependencies ?? []).filter(other => stackIds.has(other)).map(identifier),
  };
  reading.stacks.push(stack);
  for (const nested of own.nested) readNested(directory, nested, stack, metadata, reading);
  readAcknowledgements(metadata, reading);
  readSuppressions(stack, reading);
}

/** A nested stack's resource has the nested stack's own path with a suffix. */
function readNested(
  directory: string,
  nestedPath: string,
  stack: StackInput,
  metadata: Metadata,
  reading: Reading,
): void {
  const id = nestedPath.slice(nestedPath.lastIndexOf('/') + 1);
  const logicalId = dataOf(metadata[`/${nestedPath}.NestedStack/${id}.NestedStackResource`], LOGICAL_ID);
  const file = dataOf(metadata[`/${nestedPath}`], TEMPLATE_FILE);
  if (typeof logicalId !== 'string' || typeof file !== 'string') return;
  const parentPath = [...reading.stacks].reverse().find(other => nestedPath.startsWith(`${other.path}/`)) ?? stack;
  reading.stacks.push({
    id: identifier(file),
    path: nestedPath,
    account: stack.account,
    region: stack.region,
    template: readJson(path.join(directory, file)) as Template,
    paths: namesOfStack(metadata, nestedPath).logicalIds,
    parent: { id: parentPath.id, logicalId },
  });
}

/** Construct paths by logical id, for what belongs to this stack and not to one nested in it. */
function namesOfStack(
  metadata: Metadata,
  stackPath: string,
): { path: string; logicalIds: Map<string, string>; nested: string[] } {
  const nested = new Set<string>();
  const named: [logicalId: string, constructPath: string][] = [];
  for (const key of Object.keys(metadata)) {
    const constructPath = key.slice(1);
    if (constructPath !== stackPath && !constructPath.startsWith(`${stackPath}/`)) continue;
    for (const { type, data } of metadata[key]) {
      if (type === LOGICAL_ID && typeof data === 'string') named.push([data, constructPath]);
      else if (type === TEMPLATE_FILE && constructPath !== stackPath) nested.add(constructPath);
    }
  }
  const own =
    nested.size > 0 ? named.filter(([, constructPath]) => !isBelowAny(constructPath, stackPath, nested)) : named;
  return { path: stackPath, logicalIds: new Map(own), nested: [...nested] };
}

function isBelowAny(constructPath: string, stackPath: string, paths: ReadonlySet<string>): boolean {
  for (
    let end = constructPath.lastIndexOf('/');
    end > stackPath.length;
    end = constructPath.lastIndexOf('/', end - 1)
  ) {
    if (paths.has(constructPath.slice(0, end))) return true;
  }
  return false;
}

function readMetadata(directory: string, artifact: Artifact): Metadata {
  const { metadata, additionalMetadataFile: file } = artifact;
  const noted = file ? (readJson(path.join(directory, file)) as Metadata) : {};
  return metadata ? { ...metadata, ...noted } : noted;
}

function readAcknowledgements(metadata: Metadata, reading: Reading): void {
  for (const [key, entries] of Object.entries(metadata)) {
    for (const entry of entries.filter(item => item.type === ACKNOWLEDGED)) {
      for (const [rule, reason] of Object.entries((entry.data ?? {}) as Record<string, string>)) {
        reading.acknowledgements.push({ rule: withoutNamespace(rule), path: key.slice(1), reason });
      }
    }
  }
}

/** The audit trail that cdk-nag's aspect writes into templates is honoured too. */
function readSuppressions(stack: StackInput, reading: Reading): void {
  for (const [logicalId, resource] of Object.entries(stack.template.Resources ?? {})) {
    const nag = resource.Metadata?.cdk_nag as { rules_to_suppress?: { id: string; reason: string }[] } | undefined;
    for (const { id, reason } of nag?.rules_to_suppress ?? []) {
      const written = resource.Metadata?.['aws:cdk:path'];
      const constructPath =
        stack.paths?.get(logicalId) ?? (typeof written === 'string' ? written : `${stack.path}/${logicalId}`);
      reading.acknowledgements.push({ rule: withoutNamespace(id), path: constructPath, reason });
    }
  }
}

/** `Resilience::resilience-x` and CDK's default `Annotation::resilience-x` mean the rule `resilience-x`. */
function withoutNamespace(rule: string): string {
  return rule.slice(rule.includes('::') ? rule.lastIndexOf('::') + 2 : 0);
}

function dataOf(entries: readonly MetadataEntry[] | undefined, type: string): unknown {
  return entries?.find(entry => entry.type === type)?.data;
}

function known(value: string | undefined): string | undefined {
  return value === undefined || value.startsWith('unknown-') ? undefined : value;
}

/** Placeholders separate with dots, so ids have none. */
function identifier(id: string): string {
  return id.replace(/\./g, '_');
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    return fail(
      file,
      'AssemblyUnreadable',
      `a file of the cloud assembly cannot be read: ${(error as Error).message}; synthesize the app again`,
    );
  }
}
