import { type IHostedZone } from 'aws-cdk-lib/aws-route53';

/** The name under which clients find a service, in a public hosted zone that exists already. */
export interface ServiceDomain {
  /** Name that fails over, such as "files.example.com". A trailing dot and upper case are accepted. */
  readonly name: string;

  /**
   * Id of the public hosted zone, such as "Z0123456789ABCDEFGHIJ". Zones are not looked up: a look-up would need the network
   * at synth.
   *
   * @default - `zone` is given
   */
  readonly hostedZoneId?: string;

  /**
   * Name of the hosted zone, such as "example.com".
   *
   * @default - `zone` is given
   */
  readonly zoneName?: string;

  /**
   * The public hosted zone in place of its id and name: imported by them, or made in the region's own stack. One that
   * another region's stack makes is refused, because the region would not deploy without that stack; so is a private one.
   *
   * @default - `hostedZoneId` and `zoneName` are given
   */
  readonly zone?: IHostedZone;

  /**
   * Whether each region also answers under a name of its own, such as "us-east-1.files.example.com": for clients that choose
   * the region themselves, as `resilientFetch` does. It leads there whatever the health checks say. A certificate that you
   * give has to name it too.
   *
   * @default false
   */
  readonly regionNames?: boolean;
}
