import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputsFor } from './expressions.js';
import { refOf, treatmentOf, type Treatment } from './inventory.js';
import { manifestStacks, readObject, type ManifestStack } from './manifest.js';
import { type App, type ResourceInventory, type Template, type TemplateResource } from './model.js';
import { wantedExpressions } from './watched-parts.js';
import { foreignLayers, withPublishedValues } from './published-values.js';
import { withEmptyResources } from './empty-resources.js';
import { withSimulatedTime } from './simulated-time.js';
import { substituteFor, unsupportedRuntime } from './substitutes.js';

export interface AdaptedAssembly {
  readonly directory: string;
  readonly inventory: ResourceInventory;
}

/**
 * Copies an app's cloud assembly and makes the copy deployable to the local cloud.
 *
 * Resources that the emulator cannot host become stand-ins that do nothing, references to them become literal texts,
 * functions that it cannot run become substitutes that fail, and each template gets outputs for what `describeDeployed`
 * reads. Every resource is listed in the inventory, once, and so is every layer that is somebody else's.
 */
export function adaptAssembly(app: App, supportedTypes: ReadonlySet<string>, directory: string): AdaptedAssembly {
  cpSync(app.directory, directory, { recursive: true });
  const inventory: ResourceInventory = { emulated: [], simulated: [], stored: [], placeholder: [] };
  const stacks = manifestStacks(directory);
  for (const assembly of new Set(stacks.map(stack => stack.directory))) dropImages(assembly);
  for (const stack of stacks) {
    const adaptation = new StackAdaptation(stack, supportedTypes, inventory);
    adaptation.adapt(stack.templateFile, stack.template, outputsFor(wantedExpressions(stack.template)));
  }
  return { directory, inventory };
}

/** Adapts a stack's template and those of its nested stacks, innermost first. */
class StackAdaptation {
  /** Asset hashes of templates that changed, with the new ones: a parent names its nested templates by hash. */
  private readonly newHashes = new Map<string, string>();

  constructor(
    private readonly stack: ManifestStack,
    private readonly supportedTypes: ReadonlySet<string>,
    private readonly inventory: ResourceInventory,
  ) {}

  adapt(file: string, template: Template, outputs: Template['Outputs'] = {}): void {
    const assets = templateAssets(this.stack.directory);
    for (const nested of nestedTemplates(template, assets)) this.adapt(nested, this.read(nested));
    const isNested = file !== this.stack.templateFile;
    const replaced = this.takeInventory(template, isNested);
    const published = withPublishedValues(this.stack, template);
    const Resources = withSubstitutes(this.stack, published.Resources);
    const complete = { ...published, Resources, Outputs: { ...template.Outputs, ...outputs } };
    this.write(file, JSON.stringify(withEmptyResources(this.stack, complete, replaced), null, 1));
  }

  /** Lists every resource, and returns the logical ids of those that need a stand-in. */
  private takeInventory(template: Template, isNested: boolean): Set<string> {
    const replaced = new Set<string>();
    for (const [logicalId, resource] of Object.entries(template.Resources)) {
      const runs = unsupportedRuntime(resource) === undefined;
      const treatment = runs ? treatmentOf(resource, this.supportedTypes) : 'placeholder';
      // The values of a nested stack's resources do not come out of it, so nothing of them can be simulated.
      const honest = isNested && treatment === 'simulated' ? 'placeholder' : treatment;
      this.inventory[honest].push(refOf(this.stack, logicalId, resource));
      if (!isHosted(treatment) && runs) replaced.add(logicalId);
    }
    this.inventory.placeholder.push(...foreignLayers(this.stack, template));
    return replaced;
  }

  private read(file: string): Template {
    return readObject(join(this.stack.directory, file)) as Template;
  }

  private write(file: string, text: string): void {
    const content = renamed(text, this.newHashes);
    const path = join(this.stack.directory, file);
    writeFileSync(path, content);
    const hash = assetHash(this.stack.directory, file);
    if (hash !== undefined) this.newHashes.set(hash, createHash('sha256').update(content).digest('hex'));
    renameAssets(this.stack.directory, this.newHashes);
  }
}

function isHosted(treatment: Treatment): boolean {
  return treatment === 'emulated' || treatment === 'stored';
}

function withSubstitutes(stack: ManifestStack, resources: Template['Resources']): Template['Resources'] {
  const replace = (id: string, resource: TemplateResource): TemplateResource =>
    withSimulatedTime(substituteFor(stack, id, resource));
  return Object.fromEntries(Object.entries(resources).map(([id, resource]) => [id, replace(id, resource)]));
}

/** Nothing that needs a container image runs here, so none is built. */
function dropImages(directory: string): void {
  for (const path of assetManifests(directory)) {
    const manifest = readObject(path) as AssetManifest;
    if (manifest.dockerImages !== undefined) writeFileSync(path, JSON.stringify({ ...manifest, dockerImages: {} }));
  }
}

/** The files of nested stacks: the URL of a template ends with the key under which its file is uploaded. */
function nestedTemplates(template: Template, assets: readonly FileAsset[]): string[] {
  return Object.values(template.Resources).flatMap(({ Type, Properties, Metadata }) => {
    if (Type !== 'AWS::CloudFormation::Stack') return [];
    const path = Metadata?.['aws:asset:path'];
    if (typeof path === 'string') return [path];
    const url = JSON.stringify(Properties?.TemplateURL ?? '');
    return assets.filter(({ keys }) => keys.some(key => url.includes(`/${key}`))).map(({ file }) => file);
  });
}

/** Assets are known by the hash of their content: under its old one, a changed template might be taken for another. */
function renameAssets(directory: string, hashes: ReadonlyMap<string, string>): void {
  for (const path of [join(directory, 'manifest.json'), ...assetManifests(directory)]) {
    writeFileSync(path, renamed(readFileSync(path, 'utf8'), hashes));
  }
}

/** A template that is uploaded as an asset. */
interface FileAsset {
  readonly hash: string;
  readonly file: string;
  readonly keys: readonly string[];
}

interface AssetManifest {
  readonly dockerImages?: object;
  readonly files?: Record<
    string,
    {
      readonly source: { readonly path?: string };
      readonly destinations?: Record<string, { readonly objectKey?: string }>;
    }
  >;
}

function templateAssets(directory: string): FileAsset[] {
  return assetManifests(directory).flatMap(path => {
    const { files = {} } = readObject(path) as AssetManifest;
    return Object.entries(files).flatMap(([hash, { source, destinations = {} }]) => {
      const keys = Object.values(destinations).flatMap(({ objectKey }) => objectKey ?? []);
      return source.path?.endsWith('.json') ? [{ hash, file: source.path, keys }] : [];
    });
  });
}

function assetHash(directory: string, file: string): string | undefined {
  return templateAssets(directory).find(asset => asset.file === file)?.hash;
}

function assetManifests(directory: string): string[] {
  return readdirSync(directory)
    .filter(name => name.endsWith('.assets.json'))
    .map(name => join(directory, name));
}

function renamed(text: string, hashes: ReadonlyMap<string, string>): string {
  return [...hashes].reduce((result, [from, to]) => result.replaceAll(from, to), text);
}
