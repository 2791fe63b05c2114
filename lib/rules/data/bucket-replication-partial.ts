import { append } from '../../assembly/append';
import { type Resource } from '../../assembly/resource';
import { isOpaque, toRecord, toText } from '../../assembly/value';
import { replicationLinks, staysInRegion } from '../../assembly/relations/replication';
import { type Rule } from '../rule';

export const bucketReplicationPartial: Rule = {
  id: 'resilience-bucket-replication-partial',
  area: 'data',
  severity: 'warning',
  title: 'Replication covers the whole bucket',
  why: 'What is outside of the prefixes and tags of the rules stays in one region.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html',
  check(model, report) {
    const filters = new Map<Resource, string[]>();
    for (const link of replicationLinks(model)) {
      if (!staysInRegion(link)) append(filters, link.source, filterOf(link.rule));
    }
    for (const [bucket, ofRules] of filters) {
      if (ofRules.every(filter => filter !== '' && !isOpaque(filter))) {
        report(bucket, `its replication covers ${ofRules.join(', ')} only`, 'add a rule with an empty prefix');
      }
    }
  },
};

/** What a rule is limited to, '' where it is not. */
function filterOf(rule: Record<string, unknown>): string {
  const filter = toRecord(rule.Filter);
  const prefix = toText(rule.Prefix) ?? toText(filter.Prefix) ?? toText(toRecord(filter.And).Prefix) ?? '';
  if (prefix !== '') return `"${prefix}"`;
  return filter.TagFilter === undefined && toRecord(filter.And).TagFilters === undefined ? '' : 'tagged objects';
}
