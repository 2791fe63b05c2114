import { type AppModel } from '../../assembly/app-model';
import { metricsOf, watches, watchesForFall } from '../../assembly/relations/alarms';
import { deadLetterUses } from '../../assembly/relations/dead-letters';
import { missingInTwin } from '../../assembly/relations/twins';
import { type Resource } from '../../assembly/resource';
import { type Rule } from '../rule';

export const standbyPartMissing: Rule = {
  id: 'resilience-standby-part-missing',
  area: 'functions',
  severity: 'warning',
  title: 'The standby has every part of the primary',
  why: 'A function, a consumer or an alarm that exists in one region only is missing when that region is.',
  source:
    'https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_config_drift.html',
  check(model, report) {
    for (const type of PARTS) {
      for (const { present, missingFrom } of missingInTwin(model, type)) {
        if (!isOfOneRegion(present) && !model.remember(partsOfBackups).has(present)) {
          report(
            present,
            `it exists in ${present.region}, and "${missingFrom.path}" in ${missingFrom.region} has no counterpart`,
            'create it in both regions',
          );
        }
      }
    }
  },
};

const PARTS = [
  'AWS::Lambda::Function',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::SQS::Queue',
  'AWS::Events::Rule',
  'AWS::CloudWatch::Alarm',
  'AWS::S3::Bucket',
  'AWS::StepFunctions::StateMachine',
  'AWS::SecretsManager::Secret',
  'AWS::Kinesis::Stream',
  'AWS::Lambda::Url',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::AppSync::GraphQLApi',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::Route53::RecordSet',
  'AWS::SNS::Subscription',
  'AWS::Pipes::Pipe',
];

/**
 * A secret that replicates itself is everywhere, and a record without routing answers for all regions. Some alarms belong
 * to one region: metrics of Route 53 and CloudFront exist in one only, replication is watched in the
 * direction that it goes, a standby is silent as long as all is well, and only there is it news that requests come.
 */
function isOfOneRegion(resource: Resource): boolean {
  if (resource.type === 'AWS::SecretsManager::Secret') return !resource.lacks('ReplicaRegions');
  if (resource.type === 'AWS::Route53::RecordSet') return ROUTED.every(property => resource.lacks(property));
  if (resource.type !== 'AWS::CloudWatch::Alarm') return false;
  return (
    watchesForFall(resource) ||
    tellsOfTraffic(resource) ||
    metricsOf(resource).some(metric => OF_ONE_REGION.has(metric.namespace))
  );
}

function tellsOfTraffic(alarm: Resource): boolean {
  const metrics = metricsOf(alarm);
  return metrics.length > 0 && metrics.every(({ namespace, name }) => REQUESTS[namespace] === name);
}

const REQUESTS: Readonly<Record<string, string>> = {
  'AWS/ApiGateway': 'Count',
  'AWS/ApplicationELB': 'RequestCount',
};
const ROUTED = ['Region', 'Weight', 'GeoLocation'];

const OF_ONE_REGION = new Set(['AWS/Route53', 'AWS/CloudFront', 'AWS/DynamoDB', 'AWS/S3']);

/** What tells of the jobs of AWS Backup is where the plan is: a rule, the queue for what it could not deliver, its alarms. */
function partsOfBackups(model: AppModel): Set<Resource> {
  const rules = model
    .ofType('AWS::Events::Rule')
    .filter(rule => rule.list('EventPattern.source').join() === 'aws.backup');
  const parts = new Set<Resource>(rules);
  for (const { user, queue } of deadLetterUses(model)) if (queue && parts.has(user)) parts.add(queue);
  for (const part of [...parts]) for (const { alarm } of watches(model).get(part) ?? []) parts.add(alarm);
  return parts;
}
