import { type Diagnostics } from '../diagnostic';

/** Errors under "Failover" in docs/errors.md. */
export const FAILOVER = {
  RtoTooShort: {
    where: '`ResilientService`, `Failover.validateRto`',
    cause:
      'The bound is above the objective; the arithmetic is shown, and the cheapest change that meets it, where there is one.',
    fix: 'make that change, or promise what can be kept; see [recovery objectives](recovery-objectives.md).',
    examples: [
      "the objective is an RTO of 60 s, and a failover by DNS may take 3 × (30 s + 6 s) + 10 s + 30 s + 5 s = 153 s; no setting of the health check and the TTL meets it: promise 41 s or more, or shorten the clients' timeout",
    ],
  },
  HealthIntervalOutOfRange: {
    where: '`Failover.activePassive`, `FailoverTiming`',
    cause: 'Route 53 has two intervals.',
    fix: 'one of them.',
    examples: [
      '"interval" is 15 s; Route 53 probes every 10 s or every 30 s, give Duration.seconds(10) or Duration.seconds(30)',
      '"intervalSeconds" is 15; Route 53 probes every 10 or every 30 s',
    ],
  },
  FailureThresholdOutOfRange: {
    where: '`Failover.activePassive`, `FailoverTiming`',
    cause: "Beyond Route 53's limits.",
    fix: '3 is a good one; 1 makes a failover of every hiccup.',
    examples: ['"failureThreshold" is 11; Route 53 takes a whole number from 1 to 10'],
  },
  TtlOutOfRange: {
    where: '`Failover.activePassive`',
    cause: 'Fractions, or a token.',
    fix: '`Duration.seconds(30)`.',
    examples: ['"ttl" is 1.5 s; DNS counts in whole seconds'],
  },
  TimingOutOfRange: {
    where: '`FailoverTiming`, `RecoveryTime`, `RecoveryPoint`, `Availability`',
    cause: 'A time that the arithmetic needs is negative, or not a number.',
    fix: 'as the message says.',
    examples: [
      '"ttlSeconds" is -1; it is a time, 0 s or more',
      '"datapointsToAlarm" is 0; an alarm needs one datapoint or more',
      '"periodSeconds" is 45; a period is 10, 20 or 30 s, or a multiple of 60 s',
      '"meanOutageSeconds" is 0; it is a time above 0 s',
    ],
  },
  TimingUnresolved: {
    where: '`Failover.activePassive`',
    cause: 'The arithmetic needs the time at synth.',
    fix: 'as the message says.',
    examples: [
      '"clientTimeout" is only known at deployment (it is a token), and the recovery time is computed before; give a plain duration',
    ],
  },

  DomainOfOtherZone: {
    where: '`FailoverDomain`',
    cause: 'Route 53 would refuse the record. Upper case and a trailing dot are accepted.',
    fix: 'the zone that the name is in.',
    examples: [
      '"files.example.org" is not in the hosted zone "example.com"; give a name that ends in ".example.com", or the zone that "files.example.org" is in',
    ],
  },
  ZoneConflict: {
    where: '`ResilientService`, `FailoverDomain`',
    cause: 'Two sources for one fact.',
    fix: '`zone`, or `hostedZoneId` and `zoneName`.',
    examples: ['"domain.zoneName" is given with "zone", which has it already; leave one of the two out'],
  },
  ZoneUnsupported: {
    where: '`ResilientService`, `FailoverDomain`; at synth where a VPC is added later',
    cause: 'The zone has VPCs. An imported zone does not tell, and is not checked.',
    fix: 'the public hosted zone. What is private needs another failover than DNS with checks from outside.',
    examples: [
      'hosted zone "Network/Internal" is private, and neither health checkers nor clients outside of its VPCs find what it names; give the public hosted zone of the name',
      '[ZoneUnsupported] hosted zone "Network/Internal" is private, and neither health checkers nor clients outside of its VPCs find what it names; give the public hosted zone of the name',
    ],
  },
  ZoneOfOtherRegion: {
    where: '`ResilientService`, `FailoverDomain`',
    cause: 'Its id is known when that stack is deployed, so this region would refer to the other.',
    fix: "deploy the zone on its own, and give its id as text: `HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' })`, or the two props.",
    examples: [
      'hosted zone "Network/Zone" is made by a stack of "us-east-1", and "us-west-2" would not deploy without that; give "hostedZoneId" and "zoneName" as plain text, or a zone that is imported with them',
    ],
  },
  CertificateOfOtherRegion: {
    where: '`FailoverDomain`, `ResilientService.exposeHttp`',
    fix: 'a certificate in each region; one is made where none is given.',
    examples: [
      'certificate "Intake/us-west-2/Certificate" is of "us-east-1" and the custom domain of "us-west-2", and API Gateway takes certificates of its own region only; give one of this region, or leave "certificate" out to have one made',
    ],
  },
  FailoverRoleInvalid: {
    where: '`FailoverDomain`',
    cause: 'JavaScript gave another text, or none, and the record would be a second SECONDARY.',
    fix: 'one of the two.',
    examples: ['"role" is "primary"; give FailoverRole.PRIMARY or FailoverRole.SECONDARY'],
  },
  FailoverRoleUnused: {
    where: '`FailoverDomain`',
    cause: 'By weight or latency every healthy region answers, and none stands by.',
    fix: 'leave `role` out; a standby among weighted regions has a weight of 0.',
    examples: ['"role" is "PRIMARY", and records that are weighted have no roles; leave "role" out'],
  },
  FailoverRoleConflict: {
    where: '`FailoverDomain`',
    cause: 'Of more than two regions, their order says which takes over from which.',
    fix: 'leave `role` out, or change the order of the regions.',
    examples: ['"role" is PRIMARY, and by the regions "us-west-2" is SECONDARY; leave "role" out'],
  },
  FailoverRegionsConflict: {
    where: '`FailoverDomain`',
    fix: 'leave `regions` out below a service.',
    examples: ['"regions" is given, and the domain is below a service, whose regions it has; leave "regions" out'],
  },
  RoutingConflict: {
    where: '`FailoverDomain`',
    cause: 'Route 53 refuses records of one name that are chosen in different ways.',
    fix: 'one `failover` for every region of the name.',
    examples: [
      'the record of "files.example.com" would be weighted, and that of "Intake/us-east-1/Domain" is a failover record; Route 53 takes one kind for a name, give both the same "failover"',
    ],
  },
  RoutingUnsupported: {
    where: '`Failover.activeActive`',
    fix: '`Routing.weighted()`, which is the default, or `Routing.latency()`.',
    examples: [
      '"routing" is Routing.failover(), which leads every client to one region; give Routing.weighted() or Routing.latency(), or use Failover.activePassive()',
    ],
  },
  WeightOutOfRange: {
    where: '`Routing.weighted`',
    cause: "Beyond Route 53's limits; or every weight is 0, which does not mean that nobody is led anywhere.",
    fix: 'as the message says.',
    examples: [
      'the weight of "us-east-1" is 256; Route 53 takes a whole number from 0 to 255',
      'no region has a weight above 0, and Route 53 then answers with each of them as often; give weights, or leave them out for equal shares',
    ],
  },
  WeightRegionUnknown: {
    where: '`Routing.weighted` of a `ResilientService` or a `FailoverDomain`',
    fix: 'the regions of the service, each once.',
    examples: [
      '"eu-west-1" has a weight and is none of the regions "us-east-1", "us-west-2"; give the weights of those',
    ],
  },
  WeightMissing: {
    where: '`Routing.weighted` of a `ResilientService` or a `FailoverDomain`',
    fix: 'a weight for each region; 0 for one that stands by.',
    examples: [
      '"us-west-2" has no weight, so no client would reach it; give it one',
      '"us-west-2" has no weight, and "us-east-1" have one; give it one',
    ],
  },
  WeightConflict: {
    where: '`Routing.weighted` of a `ResilientService` or a `FailoverDomain`',
    cause:
      'Route 53 answers with a weight of 0 only when every region with a weight above 0 is unhealthy: that region is a standby. Its alarms, its health route and the report depend on which it is.',
    fix: '`Regions.activePassive` names the regions with a weight of 0 as standbys; with `Regions.activeActive` each region has a weight above 0.',
    examples: [
      'the weight of "us-west-2" is 0: nobody is led there while another region is healthy, and it is said to be active; say that it stands by, with Regions.activePassive(…), or give it a weight above 0',
      'the weight of "us-west-2" is 30, and it is said to stand by; give it 0, or say that it is active, with Regions.activeActive(…)',
    ],
  },
  TokenIssuerInvalid: {
    where: '`Authorization.jwt`',
    cause: 'API Gateway reads the keys of the issuer from `<issuer>/.well-known/openid-configuration`.',
    fix: 'the whole address.',
    examples: ['"issuer" is "login.example.com"; give the address of the issuer, which begins with "https://"'],
  },
  TokenAudienceMissing: {
    where: '`Authorization.jwt`',
    fix: 'the `aud` of the tokens, such as the id of the client that asks for them.',
    examples: ['"audience" is empty, and API Gateway would refuse every token; name one'],
  },
  EndpointMissing: {
    where: '`FailoverDomain`',
    cause: 'JavaScript left `endpoint` out.',
    fix: 'an `HttpEndpoint`, or anything that implements `IRegionalEndpoint`.',
    examples: ['"endpoint" is missing, so the name would lead nowhere; give an HttpEndpoint'],
  },
  EndpointOfOtherRegion: {
    where: '`FailoverDomain`',
    cause: 'The record of one region would lead to the other, and its health check look there.',
    fix: 'an `HttpEndpoint` in each region.',
    examples: [
      'endpoint "Intake/us-east-1/Endpoint" is in "us-east-1" and the failover record in "us-west-2", so both would be lost together; give the endpoint of the record\'s own region',
    ],
  },
  FailoverRecordRepeated: {
    where: '`FailoverDomain`',
    cause: 'Two of one role for one name.',
    fix: '`role: FailoverRole.SECONDARY` in the other region; a name of its own for a second service.',
    examples: [
      '"files.example.com" already has a PRIMARY record, made by "Intake/us-east-1/Domain"; a failover name has one PRIMARY and one SECONDARY',
    ],
  },
  FailoverRegionRepeated: {
    where: '`FailoverDomain`',
    fix: 'make the second one in a stack of another region.',
    examples: [
      'both records of "files.example.com" are in "us-east-1", and both are lost with it; put the SECONDARY into another region',
    ],
  },
  HealthOfOtherRegion: {
    where: '`Health.deep`',
    cause: 'A dependency of another region would turn one outage into two.',
    fix: '`Health.deep({ tables: [files.inRegion(stack)] })`.',
    examples: [
      '"Intake/us-east-1/Files" is in "us-east-1" and the health route in "us-west-2": the loss of "us-east-1" would make "us-west-2" look ill too; give the part that is in the same region, with inRegion(stack)',
    ],
  },
  HealthPathInvalid: {
    where: '`Health.deep`, `Health.ownRoute`',
    cause: "Route 53 would refuse it, or ask another path than the route's.",
    fix: '`"/health"`.',
    examples: [
      'the health route\'s path is "health"; it begins with "/", has no query and no blank, and at most 255 characters: give "/health"',
    ],
  },
  HealthCacheOutOfRange: {
    where: '`Health.deep`',
    cause: 'An older answer says too little about now.',
    fix: 'the default of 5 s.',
    examples: [
      '"cacheFor" is 60 s; give 0 to 30 s',
      '"cacheFor" is only known at deployment (a token); give 0 to 30 s',
    ],
  },
  HealthHoldOutOfRange: {
    where: '`Failback.afterCatchUp`, `longestHold`',
    cause: 'Replication that is behind takes minutes, and a region that is held for longer than a day needs a person.',
    fix: '`Duration.minutes(30)`.',
    examples: [
      '"longestHold" is 5 s; give 60 to 86400 s, such as Duration.minutes(30)',
      '"longestHold" is only known at deployment (a token); give 60 to 86400 s, such as Duration.minutes(30)',
    ],
  },
  HealthHoldUnused: {
    where: '`Health.deep`, `failback`',
    cause: 'The heartbeats that tell what has arrived are kept in replicated tables.',
    fix: 'a `ReplicatedTable`, by `inRegion`.',
    examples: [
      '"failback" is Failback.afterCatchUp(), and no part of a ReplicatedTable with other regions is among "tables", so there is nothing to wait for; give files.inRegion(stack), or leave "failback" out',
    ],
  },
  HealthRouteInvalid: {
    where: '`Health.deep`, `routes`',
    cause: 'What is asked every few seconds must change nothing, and a variable would be asked for as it is written.',
    fix: '`GET`, a blank and a path.',
    examples: [
      '"POST /files" in "routes" of the health route cannot be asked; give GET and a path without variables, such as "GET /files/health": it is asked every few seconds',
    ],
  },
  HealthRouteUnknown: {
    where: '`HttpEndpoint`, `Health.deep({ routes })`',
    cause: 'API Gateway would never call the function with it, so the answer says nothing.',
    fix: "a request that one of the endpoint's `routes` takes.",
    examples: [
      'the health route asks "GET /status", and none of "routes" takes it: POST /files, GET /files/{key}; ask one that the function answers',
    ],
  },
  RouteInvalid: {
    where: '`HttpEndpoint`',
    fix: 'a method (or `ANY`), a blank, and a path that begins with "/", whose parts are plain text or one variable each.',
    examples: [
      '"/files" in "routes" is no route; give a method and a path, such as "GET /files/{key}"',
      '"GET /{id}.json" in "routes" has the part "{id}.json"; API Gateway takes plain parts, "{name}", and "{name+}" as the last one',
    ],
  },
  RouteRepeated: {
    where: '`HttpEndpoint`',
    cause:
      'API Gateway tells routes apart by method and path, and not by the names of variables: it would refuse the second one.',
    fix: "one route for both; `Health.ownRoute('/health')` where your function answers the health route itself.",
    examples: [
      '"GET /a/{y}" in "routes" is the same to API Gateway as "GET /a/{x}"; leave one of the two out, or give the health route another path',
      '"GET /health" in "routes" is the same to API Gateway as the health route "GET /health"; leave one of the two out, or give the health route another path',
    ],
  },
  PathUnsupported: {
    where: '`Health`, `HttpEndpoint`',
    cause: 'A health check on such a path would be green for ever.',
    fix: 'another path, such as `/health`.',
    examples: [
      'the health route "/ping" is never asked: API Gateway answers /ping and /sping itself, with 200 whatever the region does; give another path',
    ],
  },
  HealthConcurrencyOutOfRange: {
    where: '`Health.deep`, `Health.shallow`',
    fix: "5, or leave it out to share the account's concurrency.",
    examples: [
      '"reservedConcurrency" is 0; give a whole number, 1 or more: with 0 the health route never answers, and the region counts as lost',
    ],
  },
  ThrottleOutOfRange: {
    where: '`HttpEndpoint`, `rateLimit` and `burstLimit`',
    fix: 'a number above 0; leave it out for 1000 requests a second.',
    examples: ['"rateLimit" is 0; give a whole number above 0: with 0 every request is refused'],
  },
  ReferenceOfOtherRegion: {
    where: '`RegionIndependence.require`',
    cause: 'One region could not deploy while another is gone; each tie is a line.',
    fix: 'replace the reference by a name that both sides know; see [ADR 1](adr/0001-names-instead-of-references.md).',
    examples: [
      'stack "Intake/us-west-2" in us-west-2 contains Fn::ImportValue, which needs another stack to be there; find it by its name instead',
    ],
  },
} satisfies Diagnostics;
