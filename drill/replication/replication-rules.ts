import { type ReplicationRule, type StorageClass, type Tag } from '@aws-sdk/client-s3';

/** What a bucket's replication configuration asks to be done with one version of an object. */
export interface Destination {
  readonly bucket: string;
  /** Id of the rule that asks for it. */
  readonly rule: string;
  readonly storageClass?: StorageClass;
}

/** A version of an object, as far as rules look at it. */
export interface Candidate {
  readonly key: string;
  readonly isDeleteMarker: boolean;
  readonly tags: readonly Tag[];
}

/** Whether any enabled rule looks at tags. */
export function needsTags(rules: readonly ReplicationRule[]): boolean {
  return enabled(rules).some(rule => tagsOf(rule).length > 0);
}

/**
 * Where a version has to be copied: for each destination the matching rule of the highest priority counts.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html
 */
export function destinationsOf(candidate: Candidate, rules: readonly ReplicationRule[]): Destination[] {
  const found = new Map<string, Destination>();
  const byPriority = enabled(rules).sort((a, b) => (b.Priority ?? 0) - (a.Priority ?? 0));
  for (const rule of byPriority.filter(it => covers(it, candidate))) {
    const bucket = rule.Destination?.Bucket?.split(':::').at(-1) ?? '';
    if (!found.has(bucket)) {
      found.set(bucket, { bucket, rule: rule.ID ?? '', storageClass: rule.Destination?.StorageClass });
    }
  }
  return [...found.values()];
}

/** Rules that are switched off, and whose destination no other rule keeps supplied: nothing of theirs is copied. */
export function switchedOff(rules: readonly ReplicationRule[]): ReplicationRule[] {
  const supplied = new Set(enabled(rules).map(rule => rule.Destination?.Bucket));
  return rules.filter(rule => rule.Status !== 'Enabled' && !supplied.has(rule.Destination?.Bucket));
}

function enabled(rules: readonly ReplicationRule[]): ReplicationRule[] {
  return rules.filter(rule => rule.Status === 'Enabled');
}

function covers(rule: ReplicationRule, { key, isDeleteMarker, tags }: Candidate): boolean {
  if (!key.startsWith(prefixOf(rule))) return false;
  if (isDeleteMarker) return copiesDeleteMarkers(rule);
  return tagsOf(rule).every(wanted => tags.some(tag => tag.Key === wanted.Key && tag.Value === wanted.Value));
}

/** Rules of the first version of the schema, which have no filter, always copy delete markers; rules by tag never do. */
function copiesDeleteMarkers(rule: ReplicationRule): boolean {
  if (rule.Filter === undefined) return true;
  return rule.DeleteMarkerReplication?.Status === 'Enabled' && tagsOf(rule).length === 0;
}

function prefixOf(rule: ReplicationRule): string {
  return rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? rule.Prefix ?? '';
}

function tagsOf(rule: ReplicationRule): readonly Tag[] {
  return rule.Filter?.Tag ? [rule.Filter.Tag] : (rule.Filter?.And?.Tags ?? []);
}
