import { type Diagnostics } from '../diagnostic';

/** Errors under "Regions and services" in docs/errors.md. */
export const SERVICES = {
  RegionMissing: {
    where: '`Regions`',
    cause: 'A region is left out or empty.',
    fix: "name two or more: `Regions.activePassive('us-east-1', 'us-west-2')`.",
    examples: [
      'a region is missing: got undefined; name it, for example "us-east-1"',
      'a region is missing: got "us-east-1", and failing over takes two; name another, for example "us-west-2"',
    ],
  },
  RegionUnknown: {
    where: '`Regions`',
    cause: 'AWS has no region of this name, or you asked what a region does that is not among them.',
    fix: 'take the suggestion, or ask for one of `regions.all`. A region that is newer than your aws-cdk-lib needs a newer one.',
    examples: [
      '"us-wets-2" is not a region of AWS; did you mean "us-west-2"?',
      '"eu-west-3" is none of the regions "us-east-1", "us-west-2"; ask for one of those',
    ],
  },
  RegionUnresolved: {
    where: '`Regions`',
    cause: 'The name comes from `Aws.REGION`, a parameter or another stack.',
    fix: "plain text, or a context value: `app.node.tryGetContext('primary')`.",
    examples: [
      'a region is only known at deployment (it is a token), and each stack is made for a named one; give its name as plain text',
    ],
  },
  RegionRepeated: {
    where: '`Regions`',
    cause: 'One region is named twice, and one outage would take both.',
    fix: 'different regions.',
    examples: [
      'region "us-west-2" is named twice; leave one of the two out',
      '"us-east-1" is both the primary and a standby region, so one outage takes both; name another region as standby',
    ],
  },
  StandbyMissing: {
    where: '`Regions.standby`, `ResilientService.standby`',
    cause: 'With `Regions.activeActive` there is no standby.',
    fix: '`standbys`, which is empty there, or `othersThan(region)`.',
    examples: [
      '"us-east-1", "us-west-2" are active/active: each of them answers and none stands by; use "othersThan" for the regions that carry the load of a lost one',
    ],
  },
  RegionsUnsupported: {
    where: '`ResilientService`, `FailoverDomain`',
    cause: 'The records of the `failover` cannot lead clients to each region in the part that it plays.',
    fix: '`Failover.activeActive` for `Regions.activeActive`, and `Failover.activePassive` for `Regions.activePassive`; both are the default.',
    examples: [
      'the regions "us-east-1", "us-west-2" are active/active, and failover records lead every client to one of them; give Failover.activeActive(…), or Regions.activePassive(…)',
      '"us-west-2" stands by, and routing by latency leads clients to every region; give Regions.activeActive(…), or Failover.activePassive(…)',
    ],
  },
  OverrideRegionUnknown: {
    where: '`MultiRegionFunction`',
    cause: 'The override would be for nobody.',
    fix: 'a region of the service.',
    examples: [
      '"perRegion" has "eu-west-2", and the service is in "us-east-1", "eu-west-1"; did you mean "eu-west-1"?',
    ],
  },
  PeakOutOfRange: {
    where: '`ResilientService`',
    cause: 'The capacity after a failover is computed from it.',
    fix: 'requests a second at the busiest, of all regions together.',
    examples: ['"peakRequestsPerSecond" is 0; give a number above 0, of all regions together'],
  },
  RegionOfOtherPartition: {
    where: '`Regions`',
    cause: 'Partitions (commercial, China, GovCloud) share nothing.',
    fix: 'two regions of one partition.',
    examples: [
      'regions "us-east-1" and "cn-north-1" are in different partitions (aws, aws-cn), and neither DNS failover nor replication crosses them; choose regions of one partition',
    ],
  },
  RegionsMissing: {
    where: '`ResilientService`',
    cause: 'JavaScript left `regions` out, or gave a list of names.',
    fix: 'as the message shows.',
    examples: ["\"regions\" is missing or is no Regions; give Regions.activePassive('us-east-1', 'us-west-2')"],
  },
  ServiceScopeInvalid: {
    where: '`ResilientService`',
    cause: 'A service in a stack would put a stack of another region inside of it.',
    fix: '`new ResilientService(app, …)`; for environments, a `Stage` each.',
    examples: [
      'a service makes a stack for each region, so it cannot be inside of stack "Mine"; create it in the App or in a Stage',
    ],
  },
  DomainPartMissing: {
    where: '`ResilientService`, `FailoverDomain`',
    cause: 'A part of the domain is missing, often a context value that was not given.',
    fix: "`{ name: 'files.example.com', zoneName: 'example.com', hostedZoneId: 'Z0123456789ABCDEFGHIJ' }`.",
    examples: [
      '"domain" is missing; give the name that fails over, and its hosted zone',
      '"domain.name" is missing; give the name that fails over, such as "files.example.com"',
      '"domain.hostedZoneId" is missing; give the id and the name of the public hosted zone that the name is in, or "zone"',
    ],
  },
  CertificateUnused: {
    where: '`ResilientService.exposeHttp`',
    cause: 'The certificate would be used for nothing.',
    fix: 'as the message says.',
    examples: [
      '"certificate" is given and the service has no "domain" that it could be for; give the service a "domain", or leave "certificate" out',
    ],
  },
  RtoMissing: {
    where: '`ResilientService`',
    cause: 'JavaScript gave `objectives` without `rto`.',
    fix: 'give one, or leave `objectives` out.',
    examples: [
      '"objectives" has no "rto"; give the longest time until the service answers again, such as Duration.minutes(2)',
    ],
  },
  ObjectiveUnresolved: {
    where: '`ResilientService`',
    cause: 'An objective that is not known at synth cannot be held against the bound.',
    fix: '`Duration.minutes(2)`.',
    examples: [
      '"objectives.rto" is only known at deployment (it is a token), and it is judged before; give a plain duration',
    ],
  },
  ObjectiveOutOfRange: {
    where: '`ResilientService`',
    cause: 'Nothing, a fraction of a second, or no number.',
    fix: '`Duration.minutes(2)`.',
    examples: ['"objectives.rto" is 0 s; give whole seconds, 1 or more'],
  },
  StackOfOtherService: {
    where: '`ResilientService`, `MultiRegionFunction`',
    cause: 'The stack belongs to another service or to none.',
    fix: '`for (const region of service.regionalStacks) { … }`.',
    examples: ['stack "Other/us-east-1" is not one of the service\'s "regionalStacks"; pass one of those'],
  },
  EndpointRepeated: {
    where: '`ResilientService`',
    cause: '`expose` or `exposeHttp` was called twice for a region.',
    fix: 'one function that routes; or an `HttpEndpoint` of your own with `routes`.',
    examples: [
      'region "us-east-1" already has an endpoint; a service has one per region, so route inside of it or make a second service',
    ],
  },
  RegionEndpointMissing: {
    where: '`ResilientService`, at synth',
    cause: '`exposeHttp` was called for one region only.',
    fix: 'call it in a loop over `regionalStacks`.',
    examples: [
      '[RegionEndpointMissing] region "us-west-2" of "Intake" has no endpoint and another has one, so there is nothing to fail over to; call exposeHttp for each of "regionalStacks"',
    ],
  },
  ResourcesTooMany: {
    where: '`RegionalStack` and every stack with a `ResilientFunction`, at synth',
    cause: 'Counted by the construct directly below the stack; several of one class count together.',
    fix: "[split it](resilient-function.md#how-many-fit-into-a-stack); share a dead-letter queue (`DeadLetters.toQueue`); where your account has a higher limit, set CDK's context `@aws-cdk/core:stackResourceLimit`.",
    examples: [
      '[ResourcesTooMany] stack "Intake/us-east-1" has 512 resources and CloudFormation takes 500: Api 300, Ingest 212; make a second service or stack of some of it, or turn off by name what it can do without, such as "alarms: Alarms.none()"',
    ],
  },
  FunctionMissing: {
    where: '`MultiRegionFunction`, `QueueConsumer`, `AutomaticRecovery`',
    cause: 'JavaScript left `function` out.',
    fix: "`function: { entry: 'handler.ts' }` for the pattern, a construct for the consumer.",
    examples: [
      '"function" is missing, so no region has anything to run; give it an "entry" or "code"',
      '"function" is missing, so nothing works the queue off; give a ResilientFunction, or any other function',
      '"function" is missing, so there is nothing to recover; give an alias of a function',
    ],
  },
  UploadsTableMissing: {
    where: '`MultiRegionFunction`',
    cause: '`uploads` is given without `table`.',
    fix: 'give both; or compose `ReplicatedBucket` and `ObjectIngest` with a function of yours.',
    examples: ['"uploads" are recorded in the table, and there is none; give "table" too'],
  },
} satisfies Diagnostics;
