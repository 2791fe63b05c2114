import { type AppModel } from '../../assembly/app-model';
import { append } from '../../assembly/append';
import { type Resource } from '../../assembly/resource';
import { isNotTrue } from '../../assembly/value';
import { type Rule } from '../rule';

export const dataInOneZone: Rule = {
  id: 'resilience-data-in-one-zone',
  area: 'data',
  severity: 'warning',
  title: 'Data is in several Availability Zones',
  why: 'Zones fail far more often than regions. What is in one only is gone with it, and comes back from a backup at best.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html',
  check(model, report) {
    for (const [type, { isInOne, fix }] of Object.entries(ZONES)) {
      for (const resource of model.ofType(type)) {
        const problem = isInOne(resource);
        if (problem) report(resource, problem, fix);
      }
    }
    const instances = model.remember(instancesOfClusters);
    for (const cluster of model.ofType('AWS::RDS::DBCluster')) {
      const isPrimary = cluster.lacks('GlobalClusterIdentifier') || !cluster.lacks('MasterUsername');
      if (isPrimary && instances.get(cluster)?.length === 1) {
        report(cluster, 'it has one instance', 'add an instance, which takes over when the first one fails');
      }
    }
  },
};

/** How each type tells that it is in one zone. */
const ZONES: Readonly<Record<string, { isInOne: (resource: Resource) => string | undefined; fix: string }>> = {
  'AWS::RDS::DBInstance': {
    isInOne: instance =>
      instance.lacks('DBClusterIdentifier') &&
      instance.lacks('SourceDBInstanceIdentifier') &&
      isNotTrue(instance.get('MultiAZ'))
        ? 'MultiAZ is not on'
        : undefined,
    fix: 'set MultiAZ to true',
  },
  'AWS::ElastiCache::ReplicationGroup': {
    isInOne: group =>
      isNotTrue(group.get('AutomaticFailoverEnabled')) ? 'AutomaticFailoverEnabled is not on' : undefined,
    fix: 'set AutomaticFailoverEnabled and MultiAZEnabled to true, with two nodes or more',
  },
  'AWS::OpenSearchService::Domain': {
    isInOne: domain =>
      isNotTrue(domain.get('ClusterConfig.ZoneAwarenessEnabled')) ? 'ZoneAwarenessEnabled is not on' : undefined,
    fix: 'set ClusterConfig.ZoneAwarenessEnabled to true, with a node in each zone',
  },
  'AWS::AmazonMQ::Broker': {
    isInOne: broker =>
      broker.text('DeploymentMode') === 'SINGLE_INSTANCE' ? 'DeploymentMode is SINGLE_INSTANCE' : undefined,
    fix: 'set DeploymentMode to ACTIVE_STANDBY_MULTI_AZ or CLUSTER_MULTI_AZ',
  },
  'AWS::DAX::Cluster': {
    isInOne: cluster => (cluster.number('ReplicationFactor') === 1 ? 'ReplicationFactor is 1' : undefined),
    fix: 'set ReplicationFactor to 3',
  },
  'AWS::EFS::FileSystem': {
    isInOne: files =>
      files.lacks('AvailabilityZoneName') ? undefined : `it is in ${files.text('AvailabilityZoneName')} alone`,
    fix: 'remove AvailabilityZoneName',
  },
};

function instancesOfClusters(model: AppModel): Map<Resource, Resource[]> {
  const found = new Map<Resource, Resource[]>();
  for (const instance of model.ofType('AWS::RDS::DBInstance')) {
    const cluster = model.find(instance.text('DBClusterIdentifier'), ['AWS::RDS::DBCluster'], instance);
    if (cluster) append(found, cluster, instance);
  }
  return found;
}
