import * as fs from 'fs';
import * as path from 'path';

/** A place in a file; without a line, the file as a whole. */
export interface Place {
  /** Relative to the working directory, with slashes. */
  readonly file: string;
  readonly line?: number;
}

interface MetadataEntry {
  readonly type: string;
  readonly data?: unknown;
}

/** Entry with the frames of the app that were there when a construct was made, the innermost first. */
const CREATION_STACK = 'aws:cdk:creationStack';

interface Artifact {
  readonly type: string;
  readonly displayName?: string;
  readonly properties?: { readonly templateFile?: string };
  readonly metadata?: Readonly<Record<string, readonly MetadataEntry[]>>;
  readonly additionalMetadataFile?: string;
}

/** A frame of a stack trace: `new Shop (/app/lib/shop.ts:12:5)`. */
const FRAME = /\(?([^()\s]+):(\d+):\d+\)?$/;

/**
 * Where the constructs of an assembly come from: the line of the app that made them, where the assembly has traces
 * (unless `aws:cdk:disable-creation-stack-traces` is set), else the template that they are in.
 */
export class SourcePlaces {
  private readonly places = new Map<string, Place>();
  private readonly templates: { readonly prefix: string; readonly place: Place }[] = [];

  /** @param directory of the cloud assembly */
  constructor(private readonly directory: string) {
    this.readManifest(directory);
  }

  /** The nearest place that is known of a construct or what is above it. */
  of(constructPath: string): Place {
    for (let at = constructPath; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const place = this.places.get(at);
      if (place) return place;
    }
    const template = this.templates.find(({ prefix }) => `${constructPath}/`.startsWith(`${prefix}/`));
    return template?.place ?? { file: relative(path.join(this.directory, 'manifest.json')) };
  }

  private readManifest(directory: string): void {
    const { artifacts = {} } = read(path.join(directory, 'manifest.json')) as { artifacts?: Record<string, Artifact> };
    for (const [id, artifact] of Object.entries(artifacts)) {
      if (artifact.type === 'cdk:cloud-assembly') this.readNested(directory, artifact);
      if (artifact.type === 'aws:cloudformation:stack') this.readStack(directory, id, artifact);
    }
  }

  private readNested(directory: string, { properties }: Artifact): void {
    const { directoryName } = (properties ?? {}) as { readonly directoryName?: string };
    if (directoryName !== undefined) this.readManifest(path.join(directory, directoryName));
  }

  private readStack(directory: string, id: string, artifact: Artifact): void {
    const { displayName = id, properties, metadata, additionalMetadataFile } = artifact;
    const file = relative(path.join(directory, properties?.templateFile ?? 'manifest.json'));
    this.templates.push({ prefix: displayName.replace(/ .*$/, ''), place: { file } });
    const further = additionalMetadataFile === undefined ? {} : read(path.join(directory, additionalMetadataFile));
    for (const [name, entries] of Object.entries({ ...metadata, ...further } as NonNullable<Artifact['metadata']>)) {
      const place = entries.flatMap(({ type, data }) =>
        type === CREATION_STACK ? (placeIn(data as string[]) ?? []) : [],
      )[0];
      if (place) this.places.set(name.replace(/^\//, ''), place);
    }
  }
}

/** The first frame that is the app's own. */
function placeIn(trace: readonly string[]): Place | undefined {
  for (const frame of trace) {
    const [, file, line] = FRAME.exec(frame) ?? [];
    if (file === undefined || file.includes('node_modules') || file.startsWith('node:')) continue;
    return { file: relative(file), line: Number(line) };
  }
  return undefined;
}

function relative(file: string): string {
  return path.relative(process.cwd(), path.resolve(file)).split(path.sep).join('/');
}

function read(file: string): object {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as object;
}
