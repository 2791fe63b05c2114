import { append } from '../../assembly/append';
import { type Resource } from '../../assembly/resource';
import { isMultiRegion } from '../../assembly/relations/twins';
import { type Rule } from '../rule';

export const globalClusterSingleRegion: Rule = {
  id: 'resilience-global-cluster-single-region',
  area: 'data',
  severity: 'warning',
  title: 'A global database has clusters in several regions',
  why: 'With one cluster it is global by name alone: the loss of the region is the loss of the data.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html',
  check(model, report) {
    if (!isMultiRegion(model) && model.regions.length < 2) return;
    const members = new Map<Resource, Resource[]>();
    for (const cluster of model.ofType('AWS::RDS::DBCluster')) {
      const database = model.find(cluster.text('GlobalClusterIdentifier'), ['AWS::RDS::GlobalCluster']);
      if (database) append(members, database, cluster);
    }
    for (const [database, clusters] of members) {
      const regions = new Set(clusters.map(cluster => cluster.region));
      if (regions.size === 1 && !regions.has(undefined)) {
        report(database, `all of its clusters are in ${[...regions].join()}`, 'add a cluster in another region');
      }
    }
  },
};
