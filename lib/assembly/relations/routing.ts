import { toNumber, toRecord, toText } from '../value';

/** How Route 53 chooses between records of one name, other than by failover. */
type RoutingPolicy = 'weighted' | 'latency' | 'geolocation' | 'geoproximity' | 'ip-based' | 'multivalue';

/** What a record says about when it is the answer. */
export interface Routing {
  readonly policy: RoutingPolicy;
  readonly weight?: number;
  /** Region that a client is near to. */
  readonly region?: string;
  /** Where clients are, narrowest step last; empty for whoever is nowhere else. */
  readonly location?: readonly string[];
}

/** The routing policy of a record as a template writes it; undefined for a simple record or a failover record. */
export function readRouting(record: Record<string, unknown>): Routing | undefined {
  if (record.Weight !== undefined) return { policy: 'weighted', weight: toNumber(record.Weight) };
  if (record.Region !== undefined) return { policy: 'latency', region: toText(record.Region) };
  if (record.GeoLocation !== undefined) {
    return { policy: 'geolocation', location: geoLocation(toRecord(record.GeoLocation)) };
  }
  if (record.GeoProximityLocation !== undefined) {
    return { policy: 'geoproximity', region: toText(toRecord(record.GeoProximityLocation).AWSRegion) };
  }
  if (record.CidrRoutingConfig !== undefined) {
    return {
      policy: 'ip-based',
      location: [toText(toRecord(record.CidrRoutingConfig).LocationName) ?? ''].filter(named),
    };
  }
  return record.MultiValueAnswer === undefined ? undefined : { policy: 'multivalue' };
}

/** Whether clients of one location are also those of another: of its country, or of everywhere. */
export function isWithin(inner: readonly string[] = [], outer: readonly string[] = []): boolean {
  return outer.every((step, index) => step === inner[index]);
}

function geoLocation({ ContinentCode, CountryCode, SubdivisionCode }: Record<string, unknown>): string[] {
  return [ContinentCode, CountryCode, SubdivisionCode].map(toText).filter(named);
}

/** `*` is Route 53's word for everywhere else. */
function named(step: string | undefined): step is string {
  return step !== undefined && step !== '*' && step !== '';
}
