import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { toRecord, toRecords, toText } from '../../assembly/value';
import { failoverGroups, regionOfHost } from '../../assembly/relations/dns';
import { normalName } from '../../private/dns-name';
import { isMultiRegion } from '../../assembly/relations/twins';
import { type Rule } from '../rule';

export const distributionSingleRegion: Rule = {
  id: 'resilience-distribution-single-region',
  area: 'failover',
  severity: 'warning',
  title: 'A distribution before a service of several regions has origins in several',
  why: 'With one origin, or an origin group within one region, the distribution goes down with that region while the other one waits.',
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html',
  check(model, report) {
    if (!isMultiRegion(model)) return;
    const names = new Set(failoverGroups(model).map(([record]) => record.name));
    for (const distribution of model.ofType('AWS::CloudFront::Distribution')) {
      const hosts = defaultOrigins(distribution);
      const regions = hosts.map(host => (names.has(normalName(host)) ? undefined : regionOfOrigin(model, host)));
      const [first] = regions;
      if (first !== undefined && regions.every(region => region === first)) {
        report(
          distribution,
          `what it answers with is in ${first} alone: ${hosts.map(host => `"${host}"`).join(', ')}`,
          'put an origin of each region into an origin group, or use a name that fails over as the origin',
        );
      }
    }
  },
};

/** Hosts that the default behaviour asks. */
function defaultOrigins(distribution: Resource): string[] {
  const config = toRecord(distribution.get('DistributionConfig'));
  const target = toText(toRecord(config.DefaultCacheBehavior).TargetOriginId);
  const group = toRecords(toRecord(config.OriginGroups).Items).find(each => each.Id === target);
  const wanted = group ? toRecords(toRecord(group.Members).Items).map(member => member.OriginId) : [target];
  return toRecords(config.Origins)
    .filter(origin => wanted.includes(toText(origin.Id)))
    .map(origin => toText(origin.DomainName) ?? '');
}

function regionOfOrigin(model: AppModel, host: string): string | undefined {
  return regionOfHost(model, host) ?? model.mentioned(host)[0]?.region;
}
