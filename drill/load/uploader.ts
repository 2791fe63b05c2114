import { PutObjectCommand } from '@aws-sdk/client-s3';
import { within, type RegionalClients } from '../cloud/regional-clients.js';
import { type Clock } from '../support/clock.js';
import { fill, type DrillIds, type Ledger } from './ledger.js';
import { type ObjectTemplate, type UploadSpec } from '../scenario/spec.js';

export interface UploaderEnvironment {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly ids: DrillIds;
  readonly clients: RegionalClients;
  /** Region of the bucket that clients know. */
  readonly region: string;
  /** Real time that an upload may take. */
  readonly timeoutMillis: () => number;
  /** Whether objects that the app is to reject are among the uploads now. */
  readonly poisons: () => boolean;
}

/**
 * A client that uploads objects to one bucket, always the same: a bucket's name is regional, and no DNS answer for the
 * app's name changes it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export class Uploader {
  private sent = 0;

  constructor(
    private readonly uploads: UploadSpec,
    private readonly environment: UploaderEnvironment,
  ) {}

  /** Uploads the next object and records how it went; never rejects. */
  async act(): Promise<void> {
    const { clock, ids, ledger, poisons } = this.environment;
    const { poison, object } = this.uploads;
    const isPoison = poison !== undefined && poisons() && ++this.sent % poison.everyNth === 0;
    const template = isPoison ? poison : object;
    const key = fill(template.key, ids.next());
    const sentAt = clock.now();
    const { region } = this.environment;
    const bucket = this.uploads.buckets.get(region) ?? '';
    let reason: string | undefined;
    try {
      await this.put(region, bucket, key, template);
    } catch (error) {
      reason = (error as Error).message;
    }
    const acceptedAt = reason === undefined ? clock.now() : null;
    ledger.uploads.push({ key, region, bucket, sentAt, acceptedAt, poison: isPoison, reason });
  }

  private async put(region: string, bucket: string, key: string, template: ObjectTemplate): Promise<void> {
    const Body = typeof template.body === 'string' ? fill(template.body, key) : Buffer.alloc(template.body.bytes, 'x');
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body });
    await this.environment.clients.s3(region).send(command, within(this.environment.timeoutMillis()));
  }
}
