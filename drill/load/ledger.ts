/** A request as a client saw it. Times are simulated seconds. */
export interface RequestRecord {
  /** Number of the virtual user. */
  readonly user: number;
  readonly kind: 'read' | 'write';
  readonly startedAt: number;
  readonly endedAt: number;
  /** Region whose edge the client called; null when the name did not resolve to one. */
  readonly region: string | null;
  readonly ok: boolean;
  /** Why it failed. */
  readonly reason?: string;
}

/** A write that was sent, whether or not anybody knows what became of it. */
export interface WriteRecord {
  readonly id: string;
  readonly region: string | null;
  readonly sentAt: number;
  /** Null when it failed or its outcome is unknown. */
  readonly ackedAt: number | null;
  /** What was written, where the workload writes keys again: an id of its own. */
  readonly content?: string;
  /** For data probes: the item that was put, by table and key. */
  readonly item?: { readonly table: string; readonly key: ProbeKey };
}

/** A write to a key that had been acknowledged before, with another content. */
export interface RewriteRecord {
  /** Id of the first write. */
  readonly of: string;
  readonly content: string;
  readonly region: string | null;
  readonly sentAt: number;
  /** Whether the app refused it, as it has to while the first write is there. */
  readonly refused: boolean;
  /** Null when it was refused, and when it failed. */
  readonly ackedAt: number | null;
}

/** Key of a data probe's item, in DynamoDB's own notation. */
export type ProbeKey = Record<string, { S: string } | { N: string } | { B: Uint8Array }>;

/** An object that was sent to a bucket. */
export interface UploadRecord {
  readonly key: string;
  readonly bucket: string;
  readonly region: string | null;
  readonly sentAt: number;
  /** Null when the bucket did not accept it, or its outcome is unknown. */
  readonly acceptedAt: number | null;
  readonly poison: boolean;
  /** Why it was not accepted. */
  readonly reason?: string;
}

export type AcknowledgedWrite = WriteRecord & { readonly ackedAt: number };
export type AcceptedUpload = UploadRecord & { readonly acceptedAt: number };

/** Everything that clients did: what the audit and the measures are taken from. */
export class Ledger {
  readonly requests: RequestRecord[] = [];
  readonly writes: WriteRecord[] = [];
  readonly rewrites: RewriteRecord[] = [];
  readonly uploads: UploadRecord[] = [];

  /** Writes that the app promised to keep. */
  acknowledged(): AcknowledgedWrite[] {
    return this.writes.filter((write): write is AcknowledgedWrite => write.ackedAt !== null);
  }

  /** Uploads that a bucket accepted. */
  accepted(): AcceptedUpload[] {
    return this.uploads.filter((upload): upload is AcceptedUpload => upload.acceptedAt !== null);
  }
}

/** Ids that no other run uses and that cannot be part of one another. */
export class DrillIds {
  private readonly run = Date.now().toString(36);
  private count = 0;

  next(): string {
    return `drill-${this.run}-${String(++this.count).padStart(6, '0')}`;
  }
}

/** Every id of {@link DrillIds} that a text contains. */
export function idsIn(text: string): string[] {
  return text.match(/drill-[0-9a-z]+-\d{6,}/g) ?? [];
}

/** Puts an id where a template asks for it, and a content where it asks for that. */
export function fill(template: string, id: string, content = id): string {
  return template.replaceAll('{{id}}', id).replaceAll('{{content}}', content);
}
