import {
  DeleteObjectCommand,
  GetBucketReplicationCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type ListObjectVersionsCommandOutput,
  type ReplicationConfiguration,
  type Tag,
} from '@aws-sdk/client-s3';
import { type DeployedApp } from '../assembly/model.js';
import { type RoleQuestion } from '../cloud/decisions.js';
import { RegionalClients, within } from '../cloud/regional-clients.js';
import { type Clock } from '../support/clock.js';
import { type Cloud } from '../cloud/cloud.js';
import { RepeatedTask, settled, type ReplicationMode } from './repeated-task.js';
import { destinationsOf, needsTags, switchedOff, type Destination } from './replication-rules.js';

type DeployedBucket = DeployedApp['buckets'][number];

/** One operation of a replication rule. */
export interface ObjectReplication {
  /** Region of the bucket that is copied from. */
  readonly region: string;
  readonly source: string;
  readonly destination: string;
  readonly receivingRegion: string;
  readonly rule: string;
  /** Simulated seconds since the object was there; undefined where S3 may not copy it. */
  readonly seconds?: number;
}

export interface BucketReplicationOptions {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly buckets: readonly DeployedBucket[];
  /** Simulated seconds until an object shows in the destination. @default 5 */
  readonly lagSeconds?: number;
  /**
   * Whether S3 may do something in the name of a rule's role.
   *
   * @default - it may
   */
  readonly roleMay?: (region: string, question: RoleQuestion, signal: AbortSignal) => Promise<boolean>;
  /** Told of every replication that a rule asked for: how many simulated seconds it took, or that it failed. */
  readonly onReplicated?: (replication: ObjectReplication) => void;
  /** `off` copies nothing. @default on */
  readonly mode?: ReplicationMode;
}

/**
 * AWS promises 15 minutes for 99.9 % of objects, with replication time control, and says that most arrive in seconds:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html . A named assumption.
 */
export const DEFAULT_BUCKET_LAG_SECONDS = 5;
/** Real time between two looks at a bucket. */
const SHORTEST_PAUSE_MILLIS = 250;
const LONGEST_PAUSE_MILLIS = 1000;
/** Real time that a call may take before its region counts as unreachable. */
const PATIENCE_MILLIS = 3000;

/**
 * What S3 replication does: new versions of objects, and delete markers where a rule says so, are copied to the
 * destination of the bucket's own replication configuration after a lag. Replicas are not replicated again, and
 * neither is what was there before the configuration.
 *
 * The configuration is read from the emulator, so that replication which the app never configured does not take place.
 */
export class BucketReplication {
  private readonly clients: RegionalClients;
  private copies: BucketCopy[];

  constructor(options: BucketReplicationOptions) {
    this.clients = new RegionalClients(options.cloud);
    const replicas = new Replicas();
    const buckets = options.mode === 'off' ? [] : options.buckets;
    this.copies = buckets.map(bucket => new BucketCopy(bucket, replicas, this.clients, options));
  }

  /** Begins to watch every bucket. */
  start(): void {
    for (const copy of this.copies) copy.task.start();
  }

  /** Holds everything back until {@link resume}. */
  pause(): void {
    for (const copy of this.copies) copy.task.pause();
  }

  resume(): void {
    for (const copy of this.copies) copy.task.resume();
  }

  /** Copies nothing out of a region, until {@link release}. */
  hold(region: string): void {
    for (const copy of this.of(region)) copy.task.pause();
  }

  release(region: string): void {
    for (const copy of this.of(region)) copy.task.resume();
  }

  /** Forgets the buckets of a region that is gone for good. */
  async dropRegion(region: string): Promise<void> {
    const gone = this.of(region);
    this.copies = this.copies.filter(copy => copy.bucket.region !== region);
    await Promise.all(gone.map(copy => copy.task.stop()));
  }

  /** Resolves to true once every version has reached its destinations, or to false after so many real milliseconds. */
  settle(millis: number): Promise<boolean> {
    const tasks = this.copies.map(copy => copy.task);
    return settled(tasks, () => this.copies.every(copy => copy.isSettled), millis);
  }

  private of(region: string): BucketCopy[] {
    return this.copies.filter(copy => copy.bucket.region === region);
  }

  /** Rules of the app that are switched off, in words; empty where everything is copied that the app ever meant to. */
  get switchedOff(): string[] {
    return this.copies.flatMap(copy => [...copy.switchedOff]);
  }

  /** What services answered to a call that cannot succeed by waiting; empty in a sound run. */
  get problems(): string[] {
    return this.copies.flatMap(copy => copy.task.problems);
  }

  /** Stops copying and closes every connection. */
  async stop(): Promise<void> {
    await Promise.all(this.copies.map(copy => copy.task.stop()));
    this.clients.destroy();
  }
}

/** One version of an object, or a delete marker. */
interface Version {
  readonly key: string;
  readonly versionId: string;
  readonly etag?: string;
  /** Real milliseconds. */
  readonly at: number;
  readonly isDeleteMarker: boolean;
}

/** Versions that replication itself has written. */
class Replicas {
  private readonly known = new Set<string>();
  private readonly possible = new Set<string>();

  has(bucket: string, { key, versionId, etag }: Version): boolean {
    return this.known.has(`${bucket} ${key} ${versionId}`) || this.possible.has(`${bucket} ${key} ${etag}`);
  }

  add(bucket: string, key: string, versionId: string | undefined): void {
    this.known.add(`${bucket} ${key} ${versionId}`);
  }

  /** A copy whose arrival is not known: should the same content turn up, it is a replica. */
  suspect(bucket: string, { key, etag }: Version): void {
    this.possible.add(`${bucket} ${key} ${etag}`);
  }
}

/** The replication of one source bucket. */
class BucketCopy {
  readonly task: RepeatedTask;
  readonly switchedOff = new Set<string>();
  private readonly done = new Set<string>();
  private waiting = 0;

  constructor(
    readonly bucket: DeployedBucket,
    private readonly replicas: Replicas,
    private readonly clients: RegionalClients,
    private readonly options: BucketReplicationOptions,
  ) {
    const pause = Math.min(LONGEST_PAUSE_MILLIS, Math.max(SHORTEST_PAUSE_MILLIS, this.lagMillis / 2));
    this.task = new RepeatedTask(`bucket ${bucket.name} in ${bucket.region}`, pause, signal => this.round(signal));
  }

  get isSettled(): boolean {
    return this.waiting === 0;
  }

  private async round(signal: AbortSignal): Promise<void> {
    const startedAt = Date.now();
    const configuration = await this.configuration(signal);
    const fresh = (await this.versions(signal)).filter(({ versionId }) => !this.done.has(versionId));
    if (configuration === undefined) return fresh.forEach(({ versionId }) => this.done.add(versionId));
    const { name, region } = this.bucket;
    for (const { ID } of switchedOff(configuration.Rules ?? [])) {
      this.switchedOff.add(`rule "${ID ?? ''}" of bucket ${name} in ${region}`);
    }
    this.waiting = fresh.length;
    // Older versions first: the newest must end up on top in the destination too.
    const due = fresh.filter(version => version.at + this.lagMillis <= startedAt).sort((a, b) => a.at - b.at);
    for (const version of due) {
      if (!this.replicas.has(this.bucket.name, version)) await this.replicate(version, configuration, signal);
      this.done.add(version.versionId);
      this.waiting--;
    }
  }

  private async configuration(signal: AbortSignal): Promise<ReplicationConfiguration | undefined> {
    try {
      const command = new GetBucketReplicationCommand({ Bucket: this.bucket.name });
      const { ReplicationConfiguration } = await this.source.send(command, within(PATIENCE_MILLIS, signal));
      return ReplicationConfiguration;
    } catch (error) {
      if ((error as Error).name === 'ReplicationConfigurationNotFoundError') return undefined;
      throw error;
    }
  }

  private async versions(signal: AbortSignal): Promise<Version[]> {
    const found: Version[] = [];
    let next: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (next !== undefined) {
      const command: ListObjectVersionsCommand = new ListObjectVersionsCommand({ Bucket: this.bucket.name, ...next });
      const page: ListObjectVersionsCommandOutput = await this.source.send(command, within(PATIENCE_MILLIS, signal));
      for (const it of page.Versions ?? []) found.push({ ...versionOf(it), etag: it.ETag, isDeleteMarker: false });
      for (const it of page.DeleteMarkers ?? []) found.push({ ...versionOf(it), isDeleteMarker: true });
      const { IsTruncated, NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
      next = IsTruncated ? { KeyMarker, VersionIdMarker } : undefined;
    }
    return found;
  }

  private async replicate(
    version: Version,
    { Role: role = '', Rules: rules = [] }: ReplicationConfiguration,
    signal: AbortSignal,
  ): Promise<void> {
    const tags = needsTags(rules) && !version.isDeleteMarker ? await this.tags(version, signal) : [];
    for (const destination of destinationsOf({ ...version, tags }, rules)) {
      const target = this.options.buckets.find(bucket => bucket.name === destination.bucket);
      if (target === undefined) throw new Error(`the destination "${destination.bucket}" is no bucket of the app`);
      if (!(await this.isPermitted(role, version, target, signal))) {
        this.tell(destination, target);
        continue;
      }
      if (version.isDeleteMarker) await this.mark(version, target, signal);
      else await this.copy(version, destination, target, signal);
      this.tell(destination, target, version);
    }
  }

  private tell({ rule }: Destination, target: DeployedBucket, arrived?: Version): void {
    const { clock, onReplicated } = this.options;
    const { region, name: source } = this.bucket;
    const seconds = arrived && ((Date.now() - arrived.at) * clock.speed) / 1000;
    onReplicated?.({ region, source, destination: target.name, receivingRegion: target.region, rule, seconds });
  }

  /**
   * S3 replicates in the name of the role; what that may not do never arrives.
   *
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
   */
  private async isPermitted(
    role: string,
    { key, isDeleteMarker }: Version,
    target: DeployedBucket,
    signal: AbortSignal,
  ): Promise<boolean> {
    const ask = async (action: string, bucket: string): Promise<boolean> => {
      const question = { role, service: 's3.amazonaws.com', action, resource: `arn:aws:s3:::${bucket}/${key}` };
      return (await this.options.roleMay?.(this.bucket.region, question, signal)) ?? true;
    };
    const writes = isDeleteMarker ? 's3:ReplicateDelete' : 's3:ReplicateObject';
    const mayRead = isDeleteMarker || (await ask('s3:GetObjectVersionForReplication', this.bucket.name));
    return mayRead && (await ask(writes, target.name));
  }

  private async tags({ key, versionId }: Version, signal: AbortSignal): Promise<readonly Tag[]> {
    const command = new GetObjectTaggingCommand({ Bucket: this.bucket.name, Key: key, VersionId: versionId });
    return (await this.source.send(command, within(PATIENCE_MILLIS, signal))).TagSet ?? [];
  }

  private async mark(version: Version, target: DeployedBucket, signal: AbortSignal): Promise<void> {
    const command = new DeleteObjectCommand({ Bucket: target.name, Key: version.key });
    const client = this.clients.s3(target.region);
    const { VersionId } = await client.send(command, within(PATIENCE_MILLIS, signal));
    this.replicas.add(target.name, version.key, VersionId);
  }

  private async copy(version: Version, to: Destination, target: DeployedBucket, signal: AbortSignal): Promise<void> {
    const { key: Key, versionId: VersionId } = version;
    const read = new GetObjectCommand({ Bucket: this.bucket.name, Key, VersionId });
    const object = await this.source.send(read, within(PATIENCE_MILLIS, signal));
    const write = new PutObjectCommand({
      Bucket: target.name,
      Key,
      Body: await object.Body?.transformToByteArray(),
      Metadata: object.Metadata,
      ContentType: object.ContentType,
      ContentEncoding: object.ContentEncoding,
      ContentLanguage: object.ContentLanguage,
      ContentDisposition: object.ContentDisposition,
      CacheControl: object.CacheControl,
      StorageClass: to.storageClass ?? object.StorageClass,
      Tagging: object.TagCount ? encodeTags(await this.tags(version, signal)) : undefined,
    });
    await this.put(version, write, target, signal);
  }

  private async put(version: Version, write: PutObjectCommand, to: DeployedBucket, signal: AbortSignal): Promise<void> {
    try {
      const { VersionId } = await this.clients.s3(to.region).send(write, within(PATIENCE_MILLIS, signal));
      this.replicas.add(to.name, version.key, VersionId);
    } catch (error) {
      this.replicas.suspect(to.name, version);
      throw error;
    }
  }

  private get source(): ReturnType<RegionalClients['s3']> {
    return this.clients.s3(this.bucket.region);
  }

  private get lagMillis(): number {
    return this.options.clock.toMillis(this.options.lagSeconds ?? DEFAULT_BUCKET_LAG_SECONDS);
  }
}

function versionOf(listed: { Key?: string; VersionId?: string; LastModified?: Date }): Omit<Version, 'isDeleteMarker'> {
  return { key: listed.Key!, versionId: listed.VersionId!, at: listed.LastModified!.getTime() };
}

function encodeTags(tags: readonly Tag[]): string {
  return new URLSearchParams(tags.map((tag): [string, string] => [tag.Key ?? '', tag.Value ?? ''])).toString();
}
