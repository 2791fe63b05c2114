import { type RecordSpec } from '../assembly/model.js';

type GeoLocation = NonNullable<RecordSpec['geoLocation']>;

/** Where people near a region are, in the words of geolocation records: ISO 3166-1, and for the United States the state. */
export interface Place {
  readonly continent: string;
  readonly country: string;
  readonly subdivision?: string;
}

// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
const PLACES: Readonly<Record<string, readonly [continent: string, country: string, subdivision?: string]>> = {
  'us-east-1': ['NA', 'US', 'VA'],
  'us-east-2': ['NA', 'US', 'OH'],
  'us-west-1': ['NA', 'US', 'CA'],
  'us-west-2': ['NA', 'US', 'OR'],
  'us-gov-east-1': ['NA', 'US', 'OH'],
  'us-gov-west-1': ['NA', 'US', 'OR'],
  'ca-central-1': ['NA', 'CA'],
  'ca-west-1': ['NA', 'CA'],
  'mx-central-1': ['NA', 'MX'],
  'sa-east-1': ['SA', 'BR'],
  'af-south-1': ['AF', 'ZA'],
  'eu-west-1': ['EU', 'IE'],
  'eu-west-2': ['EU', 'GB'],
  'eu-west-3': ['EU', 'FR'],
  'eu-central-1': ['EU', 'DE'],
  'eu-central-2': ['EU', 'CH'],
  'eu-north-1': ['EU', 'SE'],
  'eu-south-1': ['EU', 'IT'],
  'eu-south-2': ['EU', 'ES'],
  'il-central-1': ['AS', 'IL'],
  'me-central-1': ['AS', 'AE'],
  'me-south-1': ['AS', 'BH'],
  'ap-east-1': ['AS', 'HK'],
  'ap-east-2': ['AS', 'TW'],
  'ap-northeast-1': ['AS', 'JP'],
  'ap-northeast-2': ['AS', 'KR'],
  'ap-northeast-3': ['AS', 'JP'],
  'ap-south-1': ['AS', 'IN'],
  'ap-south-2': ['AS', 'IN'],
  'ap-southeast-1': ['AS', 'SG'],
  'ap-southeast-2': ['OC', 'AU'],
  'ap-southeast-3': ['AS', 'ID'],
  'ap-southeast-4': ['OC', 'AU'],
  'ap-southeast-5': ['AS', 'MY'],
  'ap-southeast-6': ['OC', 'NZ'],
  'ap-southeast-7': ['AS', 'TH'],
  'cn-north-1': ['AS', 'CN'],
  'cn-northwest-1': ['AS', 'CN'],
};

/** Undefined for a region that is not in the table: then only records for everywhere fit. */
export function placeOf(region: string | undefined): Place | undefined {
  const [continent, country, subdivision] = PLACES[region ?? ''] ?? [];
  return continent === undefined || country === undefined ? undefined : { continent, country, subdivision };
}

/**
 * How precisely a geolocation record names a place: 4 for its subdivision, 3 for its country, 2 for its continent, 1 for
 * everywhere else, 0 when it names another place.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geo.html
 */
export function precision({ continent, country, subdivision }: GeoLocation, place: Place | undefined): number {
  if (country === '*') return 1;
  if (place === undefined) return 0;
  if (continent !== undefined) return continent === place.continent ? 2 : 0;
  if (country !== place.country) return 0;
  if (subdivision === undefined) return 3;
  return subdivision === place.subdivision ? 4 : 0;
}
