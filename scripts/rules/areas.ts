import { type Area } from '../../lib/rules/rule';

/** What the rules of each area look at. The order is that of the pages, of the list of all rules, and so of every report. */
export const AREAS: Readonly<Record<Area, string>> = {
  failover: 'records, health checks and what they lead to',
  functions: 'invocation, failure paths, capacity and what calls what',
  messages: 'queues, their consumers and their dead letters',
  alarms: 'alarms that can ring, on what exists, and do something',
  data: 'tables, buckets, databases, replication and keys',
  backups: 'plans, selections, copies and vaults',
  experiments: 'fault injection that stops in time',
  privileges: 'what roles may do, on the path of failover above all',
  regions: 'no region needs another',
  workflows: 'retries, timeouts and failure paths of state machines',
  delivery: 'deployment and scaling of functions',
};
