import { alarmCases } from './alarms';
import { backupCases } from './backups';
import { dataCases } from './data';
import { databaseCases } from './databases';
import { handoverCases } from './deliveries';
import { deliveryCases } from './delivery';
import { endpointCases } from './endpoints';
import { experimentCases } from './experiments';
import { failoverCases } from './failover';
import { functionCases } from './functions';
import { limitCases } from './limits';
import { messageCases } from './messages';
import { privilegeCases } from './privileges';
import { regionCases } from './regions';
import { workflowCases } from './workflows';

/** A bad and a good app for every rule. */
export const RULE_CASES = [
  ...failoverCases,
  ...functionCases,
  ...messageCases,
  ...alarmCases,
  ...dataCases,
  ...backupCases,
  ...experimentCases,
  ...privilegeCases,
  ...regionCases,
  ...workflowCases,
  ...deliveryCases,
  ...endpointCases,
  ...databaseCases,
  ...handoverCases,
  ...limitCases,
];
