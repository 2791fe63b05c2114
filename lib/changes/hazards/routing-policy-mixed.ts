import { type Resource } from '../../assembly/resource';
import { normalName } from '../../private/dns-name';
import { type Hazard } from '../hazard';

/** Properties that choose a routing policy; a record with none of them is simple. */
const POLICIES = [
  'Failover',
  'Weight',
  'Region',
  'GeoLocation',
  'GeoProximityLocation',
  'MultiValueAnswer',
  'CidrRoutingConfig',
];

export const routingPolicyMixed: Hazard = {
  id: 'routing-policy-mixed',
  outcome: 'refused',
  title: 'All records of one name and type have one routing policy, at every moment.',
  source: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html',
  check({ before, changes }, report) {
    const deployed = before.ofType('AWS::Route53::RecordSet');
    for (const { fate, before: was, after } of changes) {
      if (after?.type !== 'AWS::Route53::RecordSet' || fate === 'removed') continue;
      const other = deployed.find(it => it !== was && nameOf(it) === nameOf(after) && policyOf(it) !== policyOf(after));
      if (!other) continue;
      report(
        after,
        `${nameOf(after)} becomes ${policyOf(after)} while ${other.path} answers for it as ${policyOf(other)}`,
        'remove the old record first, or begin with a new name and move clients to it',
      );
    }
  },
};

function policyOf(record: Resource): string {
  return POLICIES.find(policy => record.get(policy) !== undefined) ?? 'simple';
}

function nameOf(record: Resource): string {
  const name = normalName(record.text('Name') ?? '');
  return [name, record.text('Type'), record.text('HostedZoneId') ?? record.text('HostedZoneName')].join(' ');
}
