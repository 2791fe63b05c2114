import { alarmCases } from './alarms';
import { backupCases } from './backups';
import { dataCases } from './data';
import { deliveryCases } from './delivery';
import { experimentCases } from './experiments';
import { failoverCases } from './failover';
import { functionCases } from './functions';
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
];
