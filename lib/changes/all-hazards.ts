import { type Hazard } from './hazard';
import { claimStillHeld } from './hazards/claim-still-held';
import { dataLeftBehind } from './hazards/data-left-behind';
import { dataRemoved } from './hazards/data-removed';
import { exportInUse } from './hazards/export-in-use';
import { indexesAtOnce } from './hazards/indexes-at-once';
import { policyMoved } from './hazards/policy-moved';
import { replacedUnderItsName } from './hazards/replaced-under-its-name';
import { protectedReplicaRemoved, replicasAtOnce } from './hazards/replicas-at-once';
import { resourceRetyped } from './hazards/resource-retyped';
import { routingPolicyMixed } from './hazards/routing-policy-mixed';
import { subscriptionMoved } from './hazards/subscription-moved';

/** What is looked for; what CloudFormation refuses comes first. */
export const HAZARDS: readonly Hazard[] = [
  resourceRetyped,
  replacedUnderItsName,
  claimStillHeld,
  replicasAtOnce,
  protectedReplicaRemoved,
  indexesAtOnce,
  exportInUse,
  routingPolicyMixed,
  dataRemoved,
  dataLeftBehind,
  policyMoved,
  subscriptionMoved,
];
