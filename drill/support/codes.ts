/** What docs/errors.md says about one error of the drill: all but its message, which stands where it is thrown. */
interface Diagnostic {
  /** What it comes from, and when. */
  readonly where: string;
  /** Why it is one, where the message does not say it all. */
  readonly cause?: string;
  /** How to get rid of it. */
  readonly fix: string;
  /** Messages as a user sees them; a test holds them against the sources. */
  readonly examples: readonly string[];
}

type Diagnostics = Readonly<Record<string, Diagnostic>>;

const INPUT = {
  OptionUnknown: {
    where: '`cdk-failover-drill`',
    fix: 'the suggested option.',
    examples: ['unknown option \'--falt\'; did you mean --fault?; "cdk-failover-drill --help" lists the options'],
  },
  OptionInvalid: {
    where: '`cdk-failover-drill`',
    fix: 'as the message says.',
    examples: [
      '--baseline is "soon"; it must be a number of seconds above 0',
      '--port is "99999"; it must be a whole number from 1 to 65535',
      '--replication is "of"; it must be one of on, off; did you mean "off"?',
      '--context is "domainName"; it must be key=value',
    ],
  },
  SpeedOutOfRange: {
    where: '`--speed`',
    cause: 'Beyond 40 the local machine would be measured, not the app.',
    fix: '10 is the default.',
    examples: [
      '--speed is "0"; it must be a number above 0 and at most 40',
      'the speed is 0; it must be a number above 0, such as 1 or 10',
    ],
  },
  FaultUnknown: {
    where: '`--fault`',
    fix: 'one of those listed.',
    examples: [
      '--fault is "region-outag"; it must be one of region-outage, region-loss, none; did you mean "region-outage"?',
      'there is no fault "region-outag"; choose one of region-outage, region-loss, none; did you mean "region-outage"?',
    ],
  },
  FaultServiceMissing: {
    where: '`--fault service-…`',
    fix: 'the service that is to be in trouble, such as `--service dynamodb`.',
    examples: ['service-outage is about one service; give --service one of dynamodb, s3'],
  },
  FaultServiceUnknown: {
    where: '`--service`',
    fix: 'one of those listed.',
    examples: ['--service is "dynamo"; it must be one of dynamodb, s3; did you mean "dynamodb"?'],
  },
  FaultServiceConflict: {
    where: '`--service`',
    fix: 'a fault of one service, or no `--service`.',
    examples: ['--service is "s3", and region-outage is a fault of a whole region; give --fault one of service-outage'],
  },
  ExperimentUnknown: {
    where: '`--experiment`',
    fix: 'one of the paths listed, or the end of one.',
    examples: ['the app has no experiment "SlowApi"; it has Shop/us-east-1/Unhealthy, Shop/us-east-1/Failing'],
  },
  ExperimentUnsupported: {
    where: '`--experiment`',
    cause: 'It would do less here than on AWS, or nothing here could stop it.',
    fix: 'another experiment, or on AWS.',
    examples: [
      'the drill cannot perform "Shop/us-east-1/Stop": action "Stop" is aws:ec2:stop-instances; it performs faults in invocations, in the replication of tables and buckets, and waits',
      'nothing here would stop "Shop/us-east-1/Failing" by the alarm "TooManyErrors": it is no alarm of the app',
    ],
  },
  StopConditionConflict: {
    where: '`--experiment`',
    cause: 'AWS FIS does not begin an experiment while one of its alarms rings.',
    fix: 'alarms of what users suffer from, which are quiet while all is well: none on silence.',
    examples: [
      '"Shop/us-east-1/Failing" cannot begin while the alarm "Silence" rings, which would stop it at once; give it an alarm that is quiet while all is well',
    ],
  },
  ScenarioUnreadable: {
    where: '`--scenario`',
    fix: 'the path of a file that is there.',
    examples: ['the scenario "october.yaml" cannot be read: ENOENT: no such file or directory'],
  },
  ScenarioInvalid: {
    where: '`--scenario`',
    cause: 'Nothing is deployed for a scenario with a mistake. Its schema is docs/schema/drill-scenario.schema.json.',
    fix: 'as each line says.',
    examples: [
      '"october.yaml" is no scenario:\n  - october.yaml:3: steps[0].fault is "service-outge"; it must be one of service-outage; did you mean "service-outage"?',
    ],
  },
  AppMissing: {
    where: '`--app`',
    cause: 'The drill does not know what to deploy.',
    fix: 'run it where `cdk.json` is, or give `--app`.',
    examples: [
      'there is no cdk.json in "/home/me"; give --app a cloud assembly (cdk.out) or the command that synthesizes one',
      '"/home/me/cdk.json" has no "app"; give --app a cloud assembly (cdk.out) or the command that synthesizes one',
      '"/home/me/cdk.json" cannot be read as JSON: Unexpected token',
    ],
  },
  AssemblyNotFound: {
    where: '`--app`',
    fix: 'run `npx cdk synth` first, or give the command.',
    examples: [
      '"cdk.out" does not exist; give the directory that "cdk synth" wrote (cdk.out), or the app\'s command, such as "node bin/app.js"',
    ],
  },
  AssemblyUnreadable: {
    where: '`--app`',
    cause: 'A file of the assembly is missing, or is not what `cdk synth` writes.',
    fix: 'as the message says.',
    examples: [
      '"cdk.out/Intake.template.json" is missing; write the assembly anew with "cdk synth"',
      '"cdk.out/manifest.json" cannot be read: Unexpected end of JSON input; write the assembly anew with "cdk synth"',
      'the artifact "Intake" has no "environment" in "cdk.out/manifest.json"; write the assembly anew with "cdk synth"',
    ],
  },
  SynthFailed: {
    where: '`--app`',
    cause: "The app's own words follow.",
    fix: 'make `npx cdk synth` work.',
    examples: ['"node bin/app.js" did not synthesize:\nError: Cannot find module \'aws-cdk-lib\''],
  },
  RoutingUnsupported: {
    where: '`--app`',
    cause: 'Which record Route 53 gives depends on where each client is, and the drill does not guess that.',
    fix: 'as the message says.',
    examples: [
      'the drill cannot answer as Route 53 would where records are chosen by the place of each client: Intake/Record by the distance to the client (geoproximity). Drill the app with failover, latency, weighted, geolocation or multivalue records',
    ],
  },
  SecondRegionMissing: {
    where: '`--app`',
    fix: 'a second region; `Regions.activePassive` makes one.',
    examples: ['the app has stacks in us-east-1 only; a failover needs stacks in at least two regions'],
  },
  RegionRepeated: {
    where: '`--next-region`',
    cause: 'A region is lost once; or there is no fault, so nothing comes next.',
    fix: 'another region of the app.',
    examples: ['--next-region is us-east-1, which is lost first; give another of us-east-1, us-west-2, eu-west-1'],
  },
  RegionUnknown: {
    where: '`--region`',
    cause: 'The app does not have that region.',
    fix: 'as the message says.',
    examples: ['the app has no region "us-wets-2"; its regions are us-east-1, us-west-2; did you mean "us-west-2"?'],
  },
  StackRegionMissing: {
    where: '`--app`',
    cause: 'The stack has no region before it is deployed.',
    fix: 'as the message says.',
    examples: [
      'Billing: environment-agnostic, so that the drill cannot tell where to deploy; give each stack a region, such as "env: { region: \'us-east-1\' }"',
    ],
  },

  AccountsTooMany: {
    where: '`--app`',
    fix: 'an assembly of the stacks of one account.',
    examples: [
      "the app's stacks belong to the accounts 111122223333, 444455556666, and the local cloud has one; synthesize one account's stacks at a time",
    ],
  },
  OutputUnavailable: {
    where: '`--out`',
    fix: 'as the message says.',
    examples: [
      'the reports cannot be written to "/srv/report": EACCES: permission denied, access \'/srv\'; give --out another directory',
    ],
  },
  WorkloadUnreadable: {
    where: '`--workload`',
    fix: 'mend the file.',
    examples: ['the workload file "drill.workload.json" cannot be read as JSON: Unexpected token'],
  },
  WorkloadInvalid: {
    where: '`--workload`',
    cause: 'All that is wrong is listed.',
    fix: '[the fields](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/drill/README.md#the-workload-file).',
    examples: ['"drill.workload.json" is no workload:\n  - "clients" must be a whole number above 0'],
  },
  WorkloadMissing: {
    where: '`cdk-failover-drill`',
    fix: 'as the message says.',
    examples: [
      'the app has no DNS record and no global table, and there is no workload file: nothing would be sent, and nothing could be judged; give the app a name with failover records, a global table, or give --workload a file with "reads", "writes" or "uploads"',
    ],
  },
  RegionTrafficMissing: {
    where: '`--region`',
    cause: 'The drill would pass whatever the app does.',
    fix: 'leave `--region` out, or name a region that serves.',
    examples: [
      'us-east-1 got no request and no name leads to it, so that an outage of it shows nothing (orders.example.com leads to us-west-2); give --region one of us-east-1, us-west-2, eu-west-1 that serves',
    ],
  },
  HostnameUnknown: {
    where: '`--workload`, `hostname`',
    fix: "one of the app's names.",
    examples: ['the app has no record "file.example.com"; its names are files.example.com'],
  },
  HostnameMissing: {
    where: '`--workload`',
    fix: 'as the message says; the reference app takes its domain from context.',
    examples: [
      'the workload has "writes", but the app declares no DNS record that they could be sent to; give the app a domain, or remove "writes"',
    ],
  },
  BucketUnknown: {
    where: '`--workload`, `uploads.bucket`',
    fix: "an id on the construct's path, or the physical name.",
    examples: ['the app has no bucket "Upload"; it has Intake/us-east-1/Uploads/Bucket; did you mean "Uploads"?'],
  },
  BucketAmbiguous: {
    where: '`--workload`, `uploads.bucket`',
    fix: '`"Uploads"`.',
    examples: [
      '"Bucket" could be any of Intake/us-east-1/Uploads/Bucket, Intake/us-east-1/Exports/Bucket; give more of the construct path',
    ],
  },
  TableUnknown: {
    where: '`--workload`, `uploads.recordedIn.table`',
    cause: 'Tables that are no global tables cannot be followed.',
    fix: "an id on the construct's path, or the table's name.",
    examples: ['the app has no global table "File"; it has Intake/us-east-1/Files/Table; did you mean "Files"?'],
  },
  TableAmbiguous: {
    where: '`--workload`, `uploads.recordedIn.table`',
    fix: '`"Files"`.',
    examples: [
      '"Table" could be any of Intake/us-east-1/Files/Table, Intake/us-east-1/Users/Table; give more of the construct path',
    ],
  },
} satisfies Diagnostics;

const LOCAL_CLOUD = {
  PythonMissing: {
    where: '`cdk-failover-drill`',
    cause: 'The emulator is a Python program.',
    fix: 'as the message says.',
    examples: [
      'the local cloud needs Python 3.10 or newer on the PATH (found only: python3 is 3.8.10); install it, for example with "apt install python3 python3-venv" or "brew install python", and run the drill again',
    ],
  },
  EnvironmentFailed: {
    where: '`cdk-failover-drill`',
    cause: "pip's own words follow: usually no network, or Python without `venv`.",
    fix: "`apt install python3-venv`; behind a proxy, pip's configuration.",
    examples: [
      'the emulator could not be installed with "python3":\nERROR: Could not find a version that satisfies the requirement',
    ],
  },
  PortUnavailable: {
    where: '`--port`',
    fix: 'leave `--port` out for a free one.',
    examples: ['port 4566 is in use on 127.0.101.1; end what listens there or give another port'],
  },
  DnsPortUnavailable: {
    where: '`cdk-failover-drill`',
    fix: 'end what listens there.',
    examples: ['the DNS server cannot listen on 127.0.0.1 port 5353; choose another port, or 0 for any free one'],
  },
  LoopbackAddressUnavailable: {
    where: '`cdk-failover-drill`, on macOS',
    cause: 'Each region has a loopback address of its own.',
    fix: 'as the message says; it lasts until the next start.',
    examples: [
      'this system has no loopback address 127.0.101.1; add it with "sudo ifconfig lo0 alias 127.0.101.1" and run the drill again',
    ],
  },
  AddressUnsupported: {
    where: '`cdk-failover-drill`',
    cause: 'A guard of ours: nothing of a drill is reachable from another machine.',
    fix: 'an address that begins with 127.',
    examples: ['the drill listens on loopback addresses only, and "192.168.1.10" is none'],
  },
  EmulatorFailed: {
    where: '`cdk-failover-drill`',
    cause:
      "Its last lines follow; often the machine has too little memory (about 100 MB a region, and the app's functions).",
    fix: 'free memory, and run it again.',
    examples: ['the emulator of us-east-1 ended by itself (SIGKILL); the end of its log:\nMemoryError'],
  },
  EmulatorUnavailable: {
    where: '`cdk-failover-drill`',
    cause: 'It hangs at its start; its last lines follow.',
    fix: 'a machine that is less busy.',
    examples: ['the emulator of us-east-1 did not answer within 60 s; the end of its log:\nINFO starting'],
  },
  EmulatorCallFailed: {
    where: '`cdk-failover-drill`',
    cause: 'A defect of the drill, which asks its emulators about rights and to keep what they have.',
    fix: 'report it, with the message.',
    examples: ["the emulator of us-east-1 answered /_drill/keep with 500: cannot pickle '_thread.lock' object"],
  },
  RuntimeUnsupported: {
    where: '`cdk-failover-drill`',
    cause: 'Functions in Java, .NET and Ruby and container images deploy as placeholders.',
    fix: 'as the message says.',
    examples: [
      '"Intake/us-east-1/Api" runs on java21, which the local cloud cannot run, and it was called: by the load, by a health check or by what they lead to. Nothing true could be said of the app; drill it with functions in Node.js, Python or with a "provided" runtime in its place',
    ],
  },
  RegionStateConflict: {
    where: '`cdk-failover-drill`',
    cause: 'A region that is gone for good cannot return.',
    fix: '`region-outage` where it has to; otherwise [report it](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/issues).',
    examples: ['us-east-1 is killed, and only a region that is frozen takes this'],
  },
} satisfies Diagnostics;

const DEPLOYMENT = {
  TemplateInvalid: {
    where: '`cdk-failover-drill`',
    cause: 'A name, a number, a schedule or a query that AWS does not take: the stack would not be there.',
    fix: 'as the page says that stands behind each.',
    examples: [
      'AWS would refuse to deploy this:\nIntake/us-east-1/Nightly: ScheduleExpression is "rate(1 minutes)"; a rate of 1 is written "1 minute" (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-rule.html)',
    ],
  },
  DeployFailed: {
    where: '`cdk-failover-drill`',
    cause: "The CDK CLI's last lines follow.",
    fix: 'look at the resource that is named; a type that the emulator does not know is replaced, one that it knows and refuses is not.',
    examples: ['"cdk deploy" failed (all of it: drill-report/deploy.log):\n❌ Intake-us-east-1 failed'],
  },
  StackMissing: {
    where: '`cdk-failover-drill`',
    cause: 'The CLI succeeded and the stack is not there: a stage or a stack that `--app` does not deploy.',
    fix: 'an assembly whose stacks `cdk deploy --all` deploys.',
    examples: ['the stack "Intake-us-east-1" was not found in us-east-1'],
  },
  TableMissing: {
    where: '`cdk-failover-drill`',
    cause: "The global table's stack deployed without it.",
    fix: 'look at `deploy.log`.',
    examples: ['"Intake/us-east-1/Files/Table" was deployed, but region us-east-1 has no table "Intake-Files"'],
  },
  EndpointUnavailable: {
    where: '`cdk-failover-drill`',
    fix: 'the health route has to answer 2xx or 3xx within 2 s.',
    examples: [
      'the health check "Intake/us-east-1/Domain/HealthCheck" fails although nothing is wrong: HTTPS a1b2.execute-api.us-east-1.amazonaws.com/health gave no success within 60 s of its deployment; on AWS it would take its region out of DNS',
    ],
  },
} satisfies Diagnostics;

const RUN = {
  FaultTargetNotFound: {
    where: '`cdk-failover-drill`, `--fault bad-version`',
    cause: 'What users call there is no function behind an HTTP or a REST API of the templates.',
    fix: 'another fault, or another `--region`.',
    examples: [
      'us-east-1 has no function behind an HTTP route, so a bad version changes nothing for users; choose another fault',
    ],
  },
  FaultRuntimeUnsupported: {
    where: '`cdk-failover-drill`, `--fault bad-version`',
    cause: 'A bad version has to load, and to throw when it is called.',
    fix: 'another fault.',
    examples: [
      'the drill cannot write a bad version of "orders", whose runtime is "java21"; it can for nodejs and python',
    ],
  },
  SpeedNotFound: {
    where: '`cdk-failover-drill`',
    cause: 'The drill had lowered its speed before.',
    fix: 'as the message says.',
    examples: [
      'this machine does not keep up: without any fault, requests had no answer in time even at speed 1, while every processor was busy; nothing is said about the app; run the drill when the machine has less to do, or with fewer "clients"',
    ],
  },
  ServiceUnavailable: {
    where: '`cdk-failover-drill`',
    cause: 'What does not work without a fault says nothing about one.',
    fix: 'as the message says.',
    examples: [
      '30 of 40 requests failed before any fault, the last with "HTTP 500"; check the workload, and that the app works',
    ],
  },
  AuditFailed: {
    where: '`cdk-failover-drill`',
    cause:
      'Whether a write survived cannot be told, so no figure is printed. A region that answers 5xx is no such case: it is reported.',
    fix: '`readPath` has to answer 2xx for a write that is there and 4xx for one that is not.',
    examples: [
      'region us-west-2 does not say whether it has a write: GET /files/a1 gave 429 5 times',
      'region us-west-2 does not answer although it is up: socket hang up (5 times)',
    ],
  },
  DrillInterrupted: {
    where: '`cdk-failover-drill`',
    cause: 'Ctrl-C, or a signal.',
    fix: 'run it again.',
    examples: ['the drill was interrupted, and everything that it had started was ended'],
  },
  DrillFailed: {
    where: '`cdk-failover-drill`',
    cause: 'A defect of ours, with its stack.',
    fix: '[report it](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/issues).',
    examples: ['[DrillFailed] TypeError: Cannot read properties of undefined'],
  },
} satisfies Diagnostics;

/** Every error of the drill, in the order of docs/errors.md, which `npm run docs:errors` writes from here. */
export const ERROR_SECTIONS = [
  { title: 'Its input', errors: INPUT },
  { title: 'The local cloud', errors: LOCAL_CLOUD },
  { title: 'The deployment', errors: DEPLOYMENT },
  { title: 'The run', errors: RUN },
] as const;

type KeysOf<T> = T extends unknown ? keyof T : never;

/** A code that has its entry above. */
export type Code = KeysOf<(typeof ERROR_SECTIONS)[number]['errors']>;
