import { PutObjectCommand } from '@aws-sdk/client-s3';
import { within, type RegionalClients } from '../cloud/regional-clients.js';
import { type Clock } from '../support/clock.js';
import { type Cloud } from '../cloud/cloud.js';
import { type DnsClient } from './dns-client.js';
import { fill, type DrillIds, type Ledger } from './ledger.js';
import { type ObjectTemplate, type UploadSpec } from '../scenario/spec.js';

export interface UploaderEnvironment {
  readonly cloud: Cloud;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly ids: DrillIds;
  readonly clients: RegionalClients;
  readonly dns: DnsClient;
  /** Name that tells the region. @default - the first region with the bucket, always */
  readonly hostname?: string;
  /** Real time that an upload may take. */
  readonly timeoutMillis: number;
}

/** A client that uploads objects to the bucket of the region that DNS tells it. */
export class Uploader {
  private sent = 0;

  constructor(
    private readonly uploads: UploadSpec,
    private readonly environment: UploaderEnvironment,
  ) {}

  /** Uploads the next object and records how it went; never rejects. */
  async act(): Promise<void> {
    const { clock, ids, ledger } = this.environment;
    const { poison, object } = this.uploads;
    const isPoison = poison !== undefined && ++this.sent % poison.everyNth === 0;
    const template = isPoison ? poison : object;
    const key = fill(template.key, ids.next());
    const sentAt = clock.now();
    let target: Target = { region: null, bucket: '' };
    let reason: string | undefined;
    try {
      target = await this.target();
      await this.put(target, key, template);
    } catch (error) {
      reason = (error as Error).message;
    }
    const acceptedAt = reason === undefined ? clock.now() : null;
    ledger.uploads.push({ key, ...target, sentAt, acceptedAt, poison: isPoison, reason });
  }

  private async target(): Promise<Target> {
    const { dns, hostname, cloud } = this.environment;
    const { buckets } = this.uploads;
    const region = hostname === undefined ? [...buckets.keys()][0] : cloud.regionAt(await dns.resolve(hostname))?.name;
    return { region: region ?? null, bucket: (region && buckets.get(region)) ?? '' };
  }

  private async put({ region, bucket }: Target, key: string, template: ObjectTemplate): Promise<void> {
    if (region === null || bucket === '') throw new Error(`no bucket in region ${region}`);
    const Body = typeof template.body === 'string' ? fill(template.body, key) : Buffer.alloc(template.body.bytes, 'x');
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body });
    await this.environment.clients.s3(region).send(command, within(this.environment.timeoutMillis));
  }
}

interface Target {
  readonly region: string | null;
  readonly bucket: string;
}
