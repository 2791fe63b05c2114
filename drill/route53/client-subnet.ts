import { type DecodedPacket, type OptAnswer } from 'dns-packet';

/** For networks in tests, and in use nowhere: https://www.rfc-editor.org/rfc/rfc2544 */
const [FIRST, SECOND] = [198, 18];
const PREFIX_BITS = 24;
/** Number of the option: https://www.rfc-editor.org/rfc/rfc7871 */
const CLIENT_SUBNET = 8 as const;

/**
 * How a resolver says where its client is, in the way that Route 53 understands: the client's network, as an EDNS option.
 * Each region has a network of its own.
 *
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-edns0.html
 */
export function subnetOf(index: number): OptAnswer {
  const ip = `${FIRST}.${SECOND}.${index}.0`;
  const option = { code: CLIENT_SUBNET, ip, sourcePrefixLength: PREFIX_BITS, scopePrefixLength: 0 };
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 4096,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [option],
  };
}

/** The region of a query's client; undefined where the query does not say it, or names another network. */
export function regionOfSubnet({ additionals = [] }: DecodedPacket, regions: readonly string[]): string | undefined {
  for (const additional of additionals) {
    if (additional.type !== 'OPT') continue;
    for (const option of additional.options) {
      const ip = 'ip' in option ? option.ip : undefined;
      const [first, second, index] = (ip ?? '').split('.').map(Number);
      if (first === FIRST && second === SECOND) return regions[index];
    }
  }
  return undefined;
}
