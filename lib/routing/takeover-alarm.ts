import { type MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type AlarmSpec } from '../observability/alarm-spec';

/** Requests of users a minute from which a standby has taken over: more than somebody who looks whether it is there. */
const TAKEOVER_REQUESTS = 5;

/** Tells of users who arrive where none are expected. */
export function takeoverAlarm(endpoint: IConstruct, userRequests: MathExpression): AlarmSpec {
  return {
    id: 'ServesTrafficAlarm',
    signal: 'arrival',
    metric: userRequests,
    threshold: TAKEOVER_REQUESTS,
    period: Duration.minutes(1),
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    description: `Users have come to ${endpoint.node.path}, which stands by: the region that they came from is lost, or its health route says so`,
  };
}
