import { recordGroups } from '../../assembly/relations/dns';
import { type Rule } from '../rule';

export const geolocationWithoutDefault: Rule = {
  id: 'resilience-geolocation-without-default',
  area: 'failover',
  severity: 'warning',
  title: 'A name that is chosen by place has a record for every other place',
  why: 'Without a default record Route 53 gives no answer to clients whose place it does not know, or that no record names.',
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geo.html',
  check(model, report) {
    for (const group of recordGroups(model)) {
      const placed = group.filter(({ routing }) => routing?.policy === 'geolocation');
      if (placed.length > 0 && placed.every(({ routing }) => routing!.location!.length > 0)) {
        report(
          placed[0],
          `"${placed[0].name}" has records for ${placed.length} places and none for the others`,
          "add a record with GeoLocation.CountryCode '*'",
        );
      }
    }
  },
};
