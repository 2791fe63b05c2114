import { type AppModel } from '../app-model';
import { type Resource } from '../resource';
import { toRecord, toRecords, toText } from '../value';

/** One rule by which a bucket replicates to another. */
export interface ReplicationLink {
  readonly source: Resource;
  /** ARN of the destination. */
  readonly destinationArn: string;
  /** The destination, where it is a bucket of this app. */
  readonly destination?: Resource;
  readonly rule: Record<string, unknown>;
}

const BUCKET = ['AWS::S3::Bucket'];

/** Every replication rule: those of buckets, and those that a scheduled rule's input asks an operator function to put. */
export function replicationLinks(model: AppModel): ReplicationLink[] {
  return model.remember(readLinks);
}

/** Buckets that replicate or are replicated to. */
export function replicatedBuckets(model: AppModel): Set<Resource> {
  return model.remember(readReplicated);
}

/** Whether a replication certainly stays in its region: a copy for other readers, which no outage of a region concerns. */
export function staysInRegion({ source, destination }: ReplicationLink): boolean {
  if (destination === undefined) return false;
  return destination.stack === source.stack || (source.region !== undefined && source.region === destination.region);
}

function readReplicated(model: AppModel): Set<Resource> {
  return new Set(
    replicationLinks(model).flatMap(link => (link.destination ? [link.source, link.destination] : [link.source])),
  );
}

function readLinks(model: AppModel): ReplicationLink[] {
  const own = model
    .ofType('AWS::S3::Bucket')
    .flatMap(source =>
      toRecords(source.get('ReplicationConfiguration.Rules')).map(rule => toLink(model, source, rule)),
    );
  return [...own, ...requestedLinks(model)];
}

/** `PutBucketReplication` requests in the input of scheduled rules. */
function requestedLinks(model: AppModel): ReplicationLink[] {
  return model.ofType('AWS::Events::Rule').flatMap(rule =>
    rule.records('Targets').flatMap(target => {
      const input = toText(target.Input);
      if (input === undefined || !input.includes('ReplicationConfiguration')) return [];
      const request = toRecord(parse(input));
      const source = model.find(toText(request.Bucket ?? request.bucket), BUCKET, rule);
      const rules = toRecords(toRecord(request.ReplicationConfiguration).Rules);
      return source ? rules.map(entry => toLink(model, source, entry)) : [];
    }),
  );
}

function toLink(model: AppModel, source: Resource, rule: Record<string, unknown>): ReplicationLink {
  const destinationArn = toText(toRecord(rule.Destination).Bucket) ?? '';
  return { source, destinationArn, destination: model.find(destinationArn, BUCKET), rule };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not a request: rules may have any text as input.
    return undefined;
  }
}
