import { regionOfArn } from '../../assembly/identity';
import { toText } from '../../assembly/value';
import { type Rule } from '../rule';

export const eventEndpointNotReplicated: Rule = {
  id: 'resilience-event-endpoint-not-replicated',
  area: 'regions',
  severity: 'warning',
  title: 'A global endpoint of EventBridge replicates its events to another region',
  why: 'Without replication EventBridge does not return to the primary by itself, and what the failed region had accepted waits there.',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-global-endpoints.html',
  check(model, report) {
    for (const endpoint of model.ofType('AWS::Events::Endpoint')) {
      if (endpoint.text('ReplicationConfig.State') === 'DISABLED') {
        report(endpoint, 'replication is disabled', 'set ReplicationConfig.State to ENABLED');
      }
      const regions = endpoint.records('EventBuses').map(bus => regionOfArn(toText(bus.EventBusArn) ?? ''));
      if (regions.length > 1 && regions[0] !== undefined && regions.every(region => region === regions[0])) {
        report(endpoint, `both of its buses are in ${regions[0]}`, 'name a bus of another region');
      }
    }
  },
};
