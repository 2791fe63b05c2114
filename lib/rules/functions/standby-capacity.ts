import { type AppModel } from '../../assembly/app-model';
import { isOpaque } from '../../assembly/value';
import { twinResources } from '../../assembly/relations/twins';
import { type Report, type Rule } from '../rule';

export const standbyCapacity: Rule = {
  id: 'resilience-standby-capacity',
  area: 'functions',
  severity: 'warning',
  title: "The standby has the primary's capacity",
  why: "At failover the standby receives all of the primary's load at once. What is smaller there throttles, or times out, on the worst day.",
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_disaster_recovery.html',
  check(model, report) {
    for (const [type, properties] of Object.entries(CAPACITY)) {
      for (const { first, second } of twinResources(model, type)) {
        for (const property of properties) {
          const [here, there] = [first.get(property), second.get(property)];
          if (JSON.stringify(here) === JSON.stringify(there) || isOpaque(here) || isOpaque(there)) continue;
          report(
            second,
            `${property} is ${valueText(there)} in ${second.region} and ${valueText(here)} in ${first.region} ("${first.path}")`,
            'give both regions the same value',
          );
        }
      }
    }
    ofReplicas(model, report);
  },
};

/** What says how much a resource of each type can do. */
const CAPACITY: Readonly<Record<string, readonly string[]>> = {
  'AWS::Lambda::Function': ['ReservedConcurrentExecutions', 'MemorySize', 'Timeout'],
  'AWS::Lambda::Alias': ['ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions'],
  'AWS::Lambda::Version': ['ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions'],
  'AWS::DynamoDB::Table': ['BillingMode', 'ProvisionedThroughput'],
  'AWS::Kinesis::Stream': ['ShardCount', 'StreamModeDetails.StreamMode'],
  'AWS::RDS::DBInstance': ['DBInstanceClass'],
  'AWS::RDS::DBCluster': ['ServerlessV2ScalingConfiguration'],
  'AWS::ElastiCache::ReplicationGroup': ['CacheNodeType', 'NumCacheClusters', 'NumNodeGroups', 'ReplicasPerNodeGroup'],
  'AWS::OpenSearchService::Domain': ['ClusterConfig.InstanceCount', 'ClusterConfig.InstanceType'],
  'AWS::ApplicationAutoScaling::ScalableTarget': ['MaxCapacity'],
};

function valueText(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}

/** A replica may be given less to read from than the others. */
function ofReplicas(model: AppModel, report: Report): void {
  for (const table of model.ofType('AWS::DynamoDB::GlobalTable')) {
    const [first, ...others] = table.records('Replicas');
    for (const property of ['ReadProvisionedThroughputSettings', 'ReadOnDemandThroughputSettings', 'TableClass']) {
      for (const other of others.filter(each => JSON.stringify(each[property]) !== JSON.stringify(first[property]))) {
        report(
          table,
          `${property} is ${valueText(other[property])} in ${String(other.Region)} and ${valueText(first[property])} in ${String(first.Region)}`,
          'give both regions the same value',
        );
      }
    }
  }
}
