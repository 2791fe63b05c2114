import { type StackInput } from '../../../lib/assembly/template';
import { oneTemplate } from '../good-apps/one-template';
import { activeActive, activeActiveFaults } from './active-active';
import { between, betweenFaults } from './between';
import { databaseFaults, databases } from './databases';
import { eventFaults, events } from './events';
import { frontDoorFaults, frontDoors } from './front-doors';
import { oneTemplateFaults } from './one-template';
import { regionalConstructFaults } from './regional-constructs';
import { type SeededFault } from './seed';
import { singleConstructFaults } from './single-constructs';
import { watching, watchingFaults } from './watching';
import { workflowFaults, workflows } from './workflows';

/** The good apps that the faults are seeded in: plain CloudFormation, each in another style. */
export const SEEDED_APPS: Readonly<Record<string, () => StackInput[]>> = {
  'one template for two regions': oneTemplate,
  'three regions that all serve': activeActive,
  'events of every kind': events,
  'databases in two regions': databases,
  'load balancer, function URL, AppSync and CloudFront': frontDoors,
  'alarms, deployment and experiment': watching,
  'state machines in every form': workflows,
  'two regions and what is between them': between,
};

/** Mistakes in forms that differ from those in faults.ts. */
export const MORE_FAULTS: SeededFault[] = [
  ...oneTemplateFaults,
  ...activeActiveFaults,
  ...eventFaults,
  ...databaseFaults,
  ...frontDoorFaults,
  ...watchingFaults,
  ...workflowFaults,
  ...betweenFaults,
  ...regionalConstructFaults,
  ...singleConstructFaults,
];
