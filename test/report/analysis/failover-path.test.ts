import { buildReport } from '../../../lib/report/build-report';
import { twoRegions, type TwoRegions } from '../support/two-regions';

const serviceOf = (options: TwoRegions = {}) => buildReport(twoRegions(options)).services[0];

test('the bound follows from the template of an app without this library', () => {
  const { name, detection, rto } = serviceOf();
  expect(name).toBe('files.example.com');
  expect(detection.value).toBe(48);
  expect(rto.value).toBe(93);
  expect(rto.formula).toBe('3 × (10 s + 6 s) + 10 s + 30 s + 5 s = 93 s');
});

test.each([
  ['HTTP', 48],
  ['HTTPS_STR_MATCH', 3 * (10 + 8)],
  ['TCP', 3 * (10 + 10)],
])('a probe of type %s has its own longest time', (Type, detection) => {
  expect(serviceOf({ healthCheckConfig: { Type } }).detection.value).toBe(detection);
});

test('what a template leaves out is what Route 53 takes: 30 s and three in a row', () => {
  const healthCheckConfig = { RequestInterval: undefined, FailureThreshold: undefined };
  expect(serviceOf({ healthCheckConfig }).detection.value).toBe(3 * 36);
});

test('an alias has a TTL of 60 s', () => {
  const record = {
    TTL: undefined,
    ResourceRecords: undefined,
    AliasTarget: { DNSName: 'd-1.execute-api.us-east-1.amazonaws.com' },
  };
  expect(serviceOf({ record }).rto.inputs.ttlSeconds).toBe(60);
});

test('what the app knows of its clients counts', () => {
  const { rto } = serviceOf({ metadata: { clientTimeoutSeconds: 29, clientCacheSeconds: 7, propagationSeconds: 0 } });
  expect(rto.value).toBe(48 + 0 + 30 + 7 + 29);
});

test('a health route that repeats its answer counts, and may miss what is promised', () => {
  const metadata = { rtoSeconds: 93 };
  const kept = serviceOf({ metadata, healthCheckObjectives: { healthCacheSeconds: 30 } });
  expect(kept.detection.formula).toBe('30 s + 3 × (10 s + 6 s) = 78 s');
  expect(kept.rto.formula).toBe('30 s + 3 × (10 s + 6 s) + 10 s + 30 s + 5 s = 123 s');
  expect(kept.objectives.rto).toBe('missed');
  expect(serviceOf({ metadata }).objectives.rto).toBe('met');
});

test('a region that is held when it comes back has a bound for the way back, and no other has', () => {
  const objectives = { healthCacheSeconds: 5, longestHoldSeconds: 3600 };
  const { failback, rto } = serviceOf({ healthCheckObjectives: objectives });

  expect(failback!.formula).toBe('3600 s + 5 s + 3 × (10 s + 6 s) + 10 s + 30 s = 3693 s');
  expect(rto.value).toBe(98);
  expect(serviceOf({ healthCheckObjectives: { healthCacheSeconds: 5 } })).not.toHaveProperty('failback');
});

test('nothing bounds a failover without a health check', () => {
  const { rto, singlePointsOfFailure } = serviceOf({ record: { HealthCheckId: undefined } });
  expect(rto.value).toBeNull();
  expect(rto.formula).toContain('has no health check');
  expect(singlePointsOfFailure[0]).toMatchObject({ path: 'App/us-east-1/Record', region: 'us-east-1' });
});

test.each([{ Disabled: true }, { Inverted: true }, { Type: 'RECOVERY_CONTROL' }])(
  'nothing bounds a failover that an operator decides: %j',
  healthCheckConfig => {
    expect(serviceOf({ healthCheckConfig }).rto.value).toBeNull();
  },
);

test('a calculated check waits for the slowest of its children', () => {
  const child = (FailureThreshold: number) => ({
    Type: 'AWS::Route53::HealthCheck',
    Properties: { HealthCheckConfig: { Type: 'HTTPS', RequestInterval: 30, FailureThreshold } },
  });
  const { detection } = serviceOf({
    healthCheckConfig: {
      Type: 'CALCULATED',
      ChildHealthChecks: [{ Ref: 'Fast' }, { Ref: 'Slow' }],
      HealthThreshold: 2,
    },
    both: { Fast: child(1), Slow: child(4) },
  });
  expect(detection.value).toBe(4 * 36);
});

test('an alarm needs a datapoint more than it counts, because a fault begins within one', () => {
  const { rto } = serviceOf({
    healthCheckConfig: { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Name: 'lost', Region: { Ref: 'AWS::Region' } } },
    both: {
      Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'lost', Period: 60, EvaluationPeriods: 2 } },
    },
  });
  expect(rto.formula).toBe('(2 + 1) × 60 s + 60 s + 10 s + 30 s + 5 s = 285 s');
});

test('a missed objective comes with the cheapest change that meets it', () => {
  const { objectives, suggestion } = serviceOf({
    metadata: { rtoSeconds: 110, clientTimeoutSeconds: 0, propagationSeconds: 0 },
    healthCheckConfig: { RequestInterval: 30 },
    record: { TTL: 60 },
  });
  expect(objectives.rto).toBe('missed');
  expect(suggestion).toBe('interval 10 s in place of 30 s gives 108 s');
});

test('an objective that is met needs no suggestion', () => {
  const { objectives, suggestion } = serviceOf({ metadata: { rtoSeconds: 93 } });
  expect(objectives).toMatchObject({ rtoSeconds: 93, rto: 'met', rpo: null });
  expect(suggestion).toBeNull();
});
