import { type AppModel } from '../../assembly/app-model';
import { metricAlarms, metricsOf } from '../../assembly/relations/alarms';
import { replicatedTables } from '../../assembly/relations/tables';
import { type Rule } from '../rule';

export const replicationLatencyUnwatched: Rule = {
  id: 'resilience-replication-latency-unwatched',
  area: 'data',
  severity: 'warning',
  title: 'A replicated table has an alarm on its replication latency',
  why: 'When replication lags, what the surviving region does not have yet is lost to it at failover, and nobody knows how much it is.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables_monitoring.html',
  check(model, report) {
    const watched = watchedNames(model);
    for (const table of replicatedTables(model)) {
      if (table.text('MultiRegionConsistency') !== 'STRONG' && !watched.has(table.name)) {
        report(
          table,
          'no alarm watches its replication latency',
          'add an alarm on ReplicationLatency for each pair of regions',
        );
      }
    }
  },
};

/** Names of the tables whose replication latency some alarm in whatever region. */
function watchedNames(model: AppModel): Set<string | undefined> {
  const latencies = metricAlarms(model)
    .flatMap(metricsOf)
    .filter(metric => metric.name === 'ReplicationLatency');
  return new Set(latencies.map(metric => metric.dimensions.get('TableName')));
}
