import { type Resource } from '../../assembly/resource';
import { replicatedTables } from '../../assembly/relations/tables';
import { twinResources } from '../../assembly/relations/twins';
import { type Rule } from '../rule';

export const dataNotReplicated: Rule = {
  id: 'resilience-data-not-replicated',
  area: 'data',
  severity: 'warning',
  title: 'Data of a service in several regions is replicated',
  why: 'Each region writes into a database of its own: after failover what the lost region knew is missing, and after failback what the other learnt.',
  source:
    'https://docs.aws.amazon.com/whitepapers/latest/disaster-recovery-workloads-on-aws/disaster-recovery-options-in-the-cloud.html',
  check(model, report) {
    const replicated = new Set(replicatedTables(model));
    for (const [type, links] of Object.entries(LINKS)) {
      for (const { first, second } of twinResources(model, type)) {
        const isLinked = (resource: Resource): boolean =>
          replicated.has(resource) || links.some(property => !resource.lacks(property));
        const isScratch = first.raw.DeletionPolicy === 'Delete' || second.raw.DeletionPolicy === 'Delete';
        if (!isScratch && !isLinked(first) && !isLinked(second)) {
          report(first, `it and "${second.path}" in ${second.region} know nothing of each other`, FIXES[type]);
        }
      }
    }
  },
};

/** What connects a resource of each type with its copy elsewhere; any of them on either side is enough. */
const LINKS: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::Table': [],
  'AWS::RDS::DBCluster': ['GlobalClusterIdentifier', 'ReplicationSourceIdentifier'],
  'AWS::EFS::FileSystem': ['ReplicationConfiguration'],
};

const FIXES: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'make it one global table with a replica in each region',
  'AWS::RDS::DBCluster': 'put both into one AWS::RDS::GlobalCluster',
  'AWS::EFS::FileSystem': 'give one a ReplicationConfiguration to the other',
};
