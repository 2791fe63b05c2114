import { type DrillReport, type Timeline } from '../../measure/model.js';
import { type AlarmReport } from '../../measure/alarms.js';
import { type RightsReport } from '../../measure/rights.js';

const PRIMARY = 'us-east-1';
const SURVIVOR = 'us-west-2';
const NAME = 'files.example.com';
const OUTAGE = 60;
const SWITCHED = 96;
const LAST_FAILURE = 155;
const RETURNED = 230;
const FAILED_BACK = 272;
const END = 345;
const TOLD = 210;
const ON_CALL = 'email on-call@example.com';

/** A made-up report of an outage that was survived: 4 requests a second, a switch after 36 s, a TTL of 60 s. */
export function sampleReport(changes: Partial<DrillReport> = {}): DrillReport {
  const requests = sampleRequests();
  const failed = requests.reduce((sum, entry) => sum + entry.failed, 0);
  const succeeded = requests.reduce((sum, entry) => sum + entry.succeeded, 0);
  return {
    schemaVersion: 3,
    app: 'node --import tsx bin/app.ts',
    startedAt: '2026-11-22T05:40:00.000Z',
    regions: [PRIMARY, SURVIVOR],
    primaryRegion: PRIMARY,
    fault: { kind: 'region-outage', region: PRIMARY, startedAt: OUTAGE, endedAt: RETURNED },
    replication: 'on',
    time: { speed: 5, simulatedSeconds: END, realSeconds: 69, setupSeconds: 41.5 },
    workload: { calls: ['POST files.example.com/files'], callsAppRoutes: true },
    machine: { speedAsked: 5, speeds: [{ at: 0, speed: 5 }], strained: [], slowestLagMillis: 12, alarmMillis: 210 },
    objectives: { rtoSeconds: 120, rpoSeconds: 900, notifySeconds: 420 },
    bound: { detectionSeconds: 32, rtoSeconds: 107, formula: '2 × (10 s + 6 s) + 10 s + 60 s + 5 s = 107 s' },
    measured: {
      noticedSeconds: 4.2,
      detectionSeconds: 26.1,
      dnsSwitchSeconds: 36.2,
      rtoSeconds: 96.4,
      recovery: { clients: 6, p50Seconds: 71, p95Seconds: 96.4, slowestSeconds: 96.4 },
      rpoSeconds: 0,
      rpoBasis: 'modelled',
      failbackSeconds: 42,
      notifiedSeconds: 150,
      notice: { at: TOLD, alarm: 'Intake/us-west-2/Http/ServesTrafficAlarm', region: SURVIVOR, told: [ON_CALL] },
      requests: {
        sent: succeeded + failed,
        succeeded,
        failed,
        failedBefore: 0,
        failedAfter: 0,
        reasons: [{ reason: 'no answer within 5 s', count: failed }],
      },
      writes: { acknowledged: 412, missing: 0, lost: 0, oldestLostSeconds: null, duplicated: 0 },
      events: {
        sent: 148,
        reasons: [],
        accepted: 148,
        processed: 130,
        deadLettered: 18,
        stranded: 4,
        lost: 0,
        oldestLostSeconds: null,
      },
    },
    alarms: [servesTraffic()],
    dashboards: [{ name: 'Files-us-east-1', region: 'us-east-1', metrics: 12, withData: 11, unknown: [] }],
    resources: {
      emulated: [
        ...resources('AWS::Lambda::Function', ['Api', 'Health', 'Ingest', 'NotifyRejection']),
        ...resources('AWS::DynamoDB::GlobalTable', ['Files']),
        ...resources('AWS::S3::Bucket', ['Uploads']),
        ...resources('AWS::SQS::Queue', ['Ingest/DeadLetters', 'Api/DeadLetters']),
        ...resources('AWS::ApiGatewayV2::Api', ['Http']),
      ],
      simulated: [
        ...resources('AWS::Route53::HealthCheck', ['Domain/HealthCheck']),
        ...resources('AWS::Route53::RecordSet', ['Domain/Record']),
      ],
      stored: resources('AWS::Backup::BackupPlan', ['Backup/Plan']),
      placeholder: resources('AWS::Backup::BackupSelection', ['Backup/Selection']),
    },
    rights: null,
    assumptions: [
      'A changed health status reaches every name server after 10 s; AWS does not publish this figure.',
      'Global tables copy a write to the other region within 1 s.',
      'Health checks over HTTPS are sent as plain HTTP to the local edge: certificates are not exercised.',
    ],
    problems: [],
    timeline: {
      requests,
      health: [
        { at: 0, check: 'Intake/us-east-1/Domain/HealthCheck', region: PRIMARY, healthy: true },
        { at: 0, check: 'Intake/us-west-2/Domain/HealthCheck', region: SURVIVOR, healthy: true },
        { at: 86, check: 'Intake/us-east-1/Domain/HealthCheck', region: PRIMARY, healthy: false },
        { at: 262, check: 'Intake/us-east-1/Domain/HealthCheck', region: PRIMARY, healthy: true },
      ],
      dns: [
        { at: 0, name: NAME, region: PRIMARY, regions: [PRIMARY] },
        { at: SWITCHED, name: NAME, region: SURVIVOR, regions: [SURVIVOR] },
        { at: FAILED_BACK, name: NAME, region: PRIMARY, regions: [PRIMARY] },
      ],
      phases: [
        { at: 0, name: 'steady load' },
        { at: OUTAGE, name: 'us-east-1 is frozen' },
        { at: RETURNED, name: 'us-east-1 goes on' },
        { at: END, name: 'the load ends' },
      ],
    },
    incomplete: null,
    verdict: {
      passed: true,
      outcome: 'passed',
      checks: [
        { name: 'RTO within the objective', passed: true, detail: 'measured 96.4 s, declared 120 s' },
        { name: 'RTO within the bound', passed: true, detail: 'measured 96.4 s, computed 107 s' },
        { name: 'RPO within the objective', passed: true, detail: 'measured 0 s, declared 900 s' },
        { name: 'no acknowledged write lost', passed: true, detail: '412 acknowledged, all found at the end' },
        { name: 'no write duplicated', passed: true, detail: '412 acknowledged, each found once' },
        { name: 'no event lost', passed: true, detail: '148 accepted: 130 processed, 18 dead letters' },
        { name: 'traffic failed back', passed: true, detail: '42 s after us-east-1 returned' },
      ],
    },
    ...changes,
  };
}

/** The standby's alarm, which rings once it has served users for two minutes. */
export function servesTraffic(changes: Partial<AlarmReport> = {}): AlarmReport {
  return {
    path: 'Intake/us-west-2/Http/ServesTrafficAlarm',
    name: 'Intake-us-west-2-HttpServesTrafficAlarm1A2B3C4D',
    region: SURVIVOR,
    state: 'OK',
    notEvaluated: null,
    unmeasured: [],
    listeners: [ON_CALL],
    through: [],
    transitions: [
      {
        at: TOLD,
        from: 'OK',
        to: 'ALARM',
        reason: 'Threshold 5.0: datapoints 0 0 0 X X',
        badUntil: 150,
        told: [ON_CALL],
        untold: [],
      },
      {
        at: 330,
        from: 'ALARM',
        to: 'OK',
        reason: 'Threshold 5.0: datapoints 0 X X 0 0',
        badUntil: null,
        told: [],
        untold: [],
      },
    ],
    ...changes,
  };
}

/** Clients keep the old answer for up to a TTL, so failures fade out between the switch and the last one. */
function sampleRequests(): Timeline['requests'] {
  return Array.from({ length: END }, (_, at) => {
    const wobble = [4, 5, 3, 4, 4, 5, 4, 3][(at * 5) % 8];
    if (at < OUTAGE || at > FAILED_BACK + 60) return [{ at, region: PRIMARY, succeeded: wobble, failed: 0 }];
    if (at < SWITCHED) return [{ at, region: PRIMARY, succeeded: 0, failed: wobble > 3 ? 2 : 1 }];
    if (at <= LAST_FAILURE) {
      const moved = (at - SWITCHED) / (LAST_FAILURE - SWITCHED);
      return [
        { at, region: PRIMARY, succeeded: 0, failed: Math.ceil(2 * (1 - moved)) },
        { at, region: SURVIVOR, succeeded: Math.round(wobble * moved), failed: 0 },
      ];
    }
    if (at < FAILED_BACK) return [{ at, region: SURVIVOR, succeeded: wobble, failed: 0 }];
    const back = (at - FAILED_BACK) / 60;
    return [
      { at, region: PRIMARY, succeeded: Math.round(wobble * back), failed: 0 },
      { at, region: SURVIVOR, succeeded: Math.round(wobble * (1 - back)), failed: 0 },
    ];
  }).flat();
}

function resources(type: string, paths: string[]): DrillReport['resources']['emulated'] {
  return [PRIMARY, SURVIVOR].flatMap(region => paths.map(path => ({ type, path: `Intake/${region}/${path}`, region })));
}

/** What a report says of an app whose standby lacks a right. */
export function sampleRights(changes: Partial<RightsReport> = {}): RightsReport {
  return {
    mode: 'observe',
    judged: 1204,
    millis: 301,
    refused: [
      {
        caller: `App/${SURVIVOR}/Api`,
        role: `App/${SURVIVOR}/Api/Role`,
        service: null,
        source: null,
        action: 'dynamodb:GetItem',
        resource: `arn:aws:dynamodb:${SURVIVOR}:123456789012:table/files`,
        resourcePath: 'App/Files',
        region: SURVIVOR,
        firstAt: 12.5,
        phase: 'load begins',
        count: 129,
        why: 'no policy of the role or of the resource allows it',
        fix: 'files.grantReadData(api)',
      },
    ],
    undecided: [],
    unused: [{ role: 'App/Role', actions: ['dynamodb:Scan'] }],
    notEnforced: ['tasks of Step Functions'],
    ...changes,
  };
}
