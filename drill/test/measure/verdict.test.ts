import { type DrillReport, type MeasuredReport } from '../../measure/model.js';
import { judge } from '../../measure/verdict.js';
import { sampleReport, sampleRights, servesTraffic } from '../report/sample-report.js';

const measured = (changes: Partial<MeasuredReport>): DrillReport =>
  sampleReport({ measured: { ...sampleReport().measured, ...changes } });

const check = (report: DrillReport, name: string) => judge(report).checks.find(found => found.name === name);

const { writes, events, requests } = sampleReport().measured;

describe('the verdict', () => {
  test('passes a run in which everything held', () => {
    expect(judge(sampleReport())).toMatchObject({ passed: true });
  });

  test.each<[string, string, Partial<MeasuredReport>]>([
    ['RTO within the objective', 'the measured time is above it', { rtoSeconds: 121 }],
    ['RTO within the objective', 'the service never came back', { rtoSeconds: Infinity }],
    ['RTO within the bound', 'the measured time is above it', { rtoSeconds: 108 }],
    ['somebody was told', 'it was later than that', { notifiedSeconds: 421 }],
    ['somebody was told', 'no alarm told anybody', { notifiedSeconds: Infinity, notice: null }],
    ['the service recovered', 'clients kept failing', { rtoSeconds: Infinity }],
    ['RPO within the objective', 'older writes are missing', { rpoSeconds: 901 }],
    ['RPO within the objective', 'the loss has no limit', { rpoSeconds: Infinity }],
    ['RPO within the objective', 'nothing shows that it holds', { rpoSeconds: null }],
    ['no acknowledged write lost', 'a write is not there at the end', { writes: { ...writes!, lost: 1 } }],
    ['no write duplicated', 'a write is there twice', { writes: { ...writes!, duplicated: 1 } }],
    ['no event lost', 'an event has no result at the end', { events: { ...events!, lost: 1 } }],
    ['traffic failed back', 'DNS never named the region again', { failbackSeconds: Infinity }],
    ['the service was sound before the fault', 'requests failed', { requests: { ...requests, failedBefore: 13 } }],
    ['the service stayed up after its recovery', 'requests failed', { requests: { ...requests, failedAfter: 13 } }],
  ])('misses "%s" when %s', (name, _, changes) => {
    const verdict = judge(measured(changes));
    expect(verdict.passed).toBe(false);
    expect(verdict.checks.find(found => found.name === name)).toMatchObject({ passed: false });
  });

  test('misses a replication that is switched off, and names its rule', () => {
    const found = check(
      sampleReport({ switchedOff: ['rule "all" of bucket uploads in us-east-1'] }),
      'no replication of a bucket is switched off',
    );

    expect(found).toMatchObject({ passed: false, detail: expect.stringContaining('rule "all" of bucket uploads') });
    expect(check(sampleReport(), 'no replication of a bucket is switched off')).toBeUndefined();
  });

  test('misses what AWS would have refused, whether or not it passed here', () => {
    const name = 'AWS would have allowed every call';
    expect(judge(sampleReport({ rights: sampleRights() })).passed).toBe(false);
    expect(check(sampleReport({ rights: sampleRights() }), name)?.detail).toBe(
      '1,204 calls judged, 129 refused for 1 cause',
    );
    expect(check(sampleReport({ rights: sampleRights({ refused: [] }) }), name)).toMatchObject({ passed: true });
  });

  test('does not list what the run did not exercise', () => {
    const report = sampleReport({
      objectives: { rtoSeconds: null, rpoSeconds: null, notifySeconds: null },
      bound: { detectionSeconds: null, rtoSeconds: null, formula: null },
      measured: { ...sampleReport().measured, writes: null, events: null, failbackSeconds: null },
    });
    expect(judge(report).checks.map(({ name }) => name)).toEqual([
      'the service was sound before the fault',
      'the service recovered',
      'the service stayed up after its recovery',
      'one failover and one failback at most',
    ]);
  });

  describe('of a workload that writes keys again', () => {
    const rewritten = (overwritten: number) =>
      judge(measured({ writes: { ...writes!, rewrites: { sent: 40, refused: 40 - overwritten, overwritten } } }));

    test('misses an acknowledged write that another one took the place of, whatever the machine did', () => {
      const found = rewritten(3).checks.find(({ name }) => name === 'no acknowledged write overwritten');

      expect(found).toMatchObject({
        passed: false,
        detail: '40 writes to keys that were there: 37 refused, 3 acknowledged contents gone',
      });
      expect(found).not.toHaveProperty('doubtful');
    });

    test('passes where all were refused, and lists nothing where there are none', () => {
      expect(rewritten(0).passed).toBe(true);
      expect(check(sampleReport(), 'no acknowledged write overwritten')).toBeUndefined();
    });
  });

  describe('of the answers of names', () => {
    const report = (kind: 'region-outage' | 'region-loss', ...regions: string[]) =>
      sampleReport({
        fault: { ...sampleReport().fault, kind, endedAt: kind === 'region-loss' ? null : 150 },
        timeline: {
          ...sampleReport().timeline,
          dns: regions.map((region, i) => ({ at: 60 * i, name: 'files.example.com', region, regions: [region] })),
        },
      });
    const [EAST, WEST] = ['us-east-1', 'us-west-2'];

    test.each([
      ['region-outage', 'one failover and one failback at most', [EAST, WEST, EAST], [EAST, WEST, EAST, WEST, EAST]],
      ['region-loss', 'one failover at most', [EAST, WEST], [EAST, WEST, EAST]],
    ] as const)('after %s, misses more than %s', (kind, name, calm, restless) => {
      expect(check(report(kind, ...calm), name)).toMatchObject({ passed: true });
      expect(check(report(kind, ...restless), name)).toMatchObject({
        passed: false,
        detail: `files.example.com changed its answer ${restless.length - 1} times`,
      });
    });
  });

  test('does not take a stray failure on a busy machine for an outage, but counts it', () => {
    const report = measured({ requests: { ...requests, failedBefore: 1, failedAfter: 2 } });
    expect(judge(report).passed).toBe(true);
    expect(check(report, 'the service stayed up after its recovery')?.detail).toContain('2 requests failed');
  });

  test('accepts what a region took with it for good, within the declared RPO, and says how old it was', () => {
    const report: DrillReport = {
      ...measured({ events: { ...events!, lost: 2, oldestLostSeconds: 12 }, failbackSeconds: null }),
      fault: { kind: 'region-loss', region: 'us-east-1', startedAt: 60, endedAt: null },
    };
    const found = check(report, 'no event lost');
    expect(found).toMatchObject({ passed: true });
    expect(found?.detail).toContain('2 lost; the oldest accepted 12 s before the loss, declared RPO 900 s');
  });

  test.each([
    ['is older than the RPO', 901, 900],
    ['is not explained by the fault', Infinity, 900],
    ['is older than the lag that the drill assumes, where no RPO is declared', 3, null],
  ])('misses a loss that %s', (_, oldestLostSeconds, rpoSeconds) => {
    const report: DrillReport = {
      ...measured({ writes: { ...writes!, lost: 1, oldestLostSeconds }, failbackSeconds: null }),
      objectives: { rtoSeconds: 120, rpoSeconds, notifySeconds: null },
      fault: { kind: 'region-loss', region: 'us-east-1', startedAt: 60, endedAt: null },
    };
    expect(check(report, 'no acknowledged write lost')).toMatchObject({ passed: false });
  });

  test('does not blame the app for the lag that the drill itself assumes, and says so', () => {
    const report: DrillReport = {
      ...measured({ writes: { ...writes!, lost: 1, oldestLostSeconds: 0.9 }, failbackSeconds: null }),
      objectives: { rtoSeconds: 120, rpoSeconds: null, notifySeconds: null },
      fault: { kind: 'region-loss', region: 'us-east-1', startedAt: 60, endedAt: null },
    };
    const found = check(report, 'no acknowledged write lost');
    expect(found).toMatchObject({ passed: true });
    expect(found?.detail).toContain('1 lost; the oldest accepted 0.9 s before the loss, modelled lag up to 2 s');
  });

  test('calls an RPO modelled that comes from the lag of the drill', () => {
    expect(check(sampleReport(), 'RPO within the objective')?.detail).toContain('modelled 0 s');
    expect(check(measured({ rpoBasis: 'measured' }), 'RPO within the objective')?.detail).toContain('measured 0 s');
  });

  describe('of a bad version, with which the region goes on answering', () => {
    const fault = { kind: 'bad-version', region: 'us-east-1', startedAt: 60, endedAt: 230 } as const;
    const badVersion = (changes: Partial<DrillReport['measured']>): DrillReport => ({ ...measured(changes), fault });

    test('counts the bound from when the region noticed: no template tells how soon that is', () => {
      const noticed = check(badVersion({ rtoSeconds: 120, noticedSeconds: 20 }), 'RTO within the bound');
      expect(noticed).toMatchObject({ passed: true });
      expect(noticed?.detail).toBe('measured 120 s, until it was noticed 20 s, from then on computed 107 s');
      expect(check(badVersion({ rtoSeconds: 120, noticedSeconds: 10 }), 'RTO within the bound')?.passed).toBe(false);
    });

    test('misses where its health check was answered as if nothing were wrong, and says so', () => {
      const report = badVersion({ rtoSeconds: Infinity, noticedSeconds: Infinity });
      expect(check(report, 'the health check noticed')).toMatchObject({ passed: false });
      expect(check(report, 'the health check noticed')?.detail).toContain('does not exercise what users call');
      expect(check(report, 'RTO within the bound')?.passed).toBe(false);
    });

    test('asks of no region that is silent whether it noticed', () => {
      expect(check(sampleReport(), 'the health check noticed')).toBeUndefined();
    });
  });

  test('says nothing of a recovery where nothing leads clients to another region', () => {
    const names = judge(measured({ rtoSeconds: null })).checks.map(({ name }) => name);
    expect(names).not.toContain('the service recovered');
    expect(names).not.toContain('RTO within the objective');
    expect(names).toContain('no acknowledged write lost');
  });

  test('never excuses a loss by an outage, from which the data returns', () => {
    const report = measured({ writes: { ...writes!, lost: 1, oldestLostSeconds: 1 } });
    expect(check(report, 'no acknowledged write lost')).toMatchObject({ passed: false });
  });

  test('fails a run that ended early, and says why', () => {
    const verdict = judge(
      sampleReport({ incomplete: { code: 'DrillInterrupted', message: '[DrillInterrupted] by the user' } }),
    );
    expect(verdict).toEqual({
      passed: false,
      outcome: 'missed',
      checks: [{ name: 'the drill finished', passed: false, detail: '[DrillInterrupted] by the user' }],
    });
  });
});

describe('the verdict of a run without a fault', () => {
  const calm = (changes: Partial<DrillReport> = {}): DrillReport =>
    sampleReport({
      fault: { kind: 'none', region: null, startedAt: null, endedAt: null },
      measured: {
        ...sampleReport().measured,
        requests: { sent: 100, succeeded: 100, failed: 0, failedBefore: 0, failedAfter: 0, reasons: [] },
        failbackSeconds: null,
        notifiedSeconds: null,
        notice: null,
      },
      alarms: [servesTraffic({ transitions: [] })],
      timeline: {
        requests: [],
        health: [{ at: 0, check: 'App/Check', region: 'us-east-1', healthy: true }],
        dns: [{ at: 0, name: 'api.example.com', region: 'us-east-1', regions: ['us-east-1'] }],
        phases: [{ at: 300, name: 'load ends' }],
      },
      ...changes,
    });

  test('passes when nothing failed and nothing moved', () => {
    expect(judge(calm())).toMatchObject({ passed: true });
  });

  test('says nothing about recovery, which was not exercised', () => {
    expect(judge(calm()).checks.filter(({ name }) => /RTO|RPO|recovered|failed back/.test(name))).toEqual([]);
  });

  test('misses when a request failed', () => {
    const { measured } = calm();
    const report = calm({ measured: { ...measured, requests: { ...measured.requests, failed: 1, failedBefore: 1 } } });
    expect(check(report, 'no request failed')).toMatchObject({ passed: false });
  });

  test('holds no request against the app that failed while the speed was being found', () => {
    const { measured } = calm();
    const report = calm({ measured: { ...measured, requests: { ...measured.requests, failed: 1, failedBefore: 0 } } });
    expect(check(report, 'no request failed')).toMatchObject({ passed: true });
  });

  test('misses when a health check turned unhealthy', () => {
    const { timeline } = calm();
    const health = [...timeline.health, { at: 30, check: 'App/Check', region: 'us-east-1', healthy: false }];
    const found = check(calm({ timeline: { ...timeline, health } }), 'no health check turned unhealthy');
    expect(found).toEqual(expect.objectContaining({ passed: false, detail: 'App/Check at 30 s' }));
  });

  test('misses when an alarm rang, and names it', () => {
    const found = check(calm({ alarms: [servesTraffic()] }), 'no alarm rang');
    expect(found).toMatchObject({ passed: false });
    expect(found?.detail).toContain(
      'false alarm: Intake/us-west-2/Http/ServesTrafficAlarm (Intake-us-west-2-HttpServesTrafficAlarm1A2B3C4D) at 210 s',
    );
  });

  test('does not hear an alarm that rings once nothing is sent any more', () => {
    const [ring] = servesTraffic().transitions;
    const late = servesTraffic({ transitions: [{ ...ring, at: 301 }] });
    expect(check(calm({ alarms: [late] }), 'no alarm rang')).toMatchObject({ passed: true, detail: 'none of 1 did' });
  });

  test('says nothing about alarms where none is evaluated', () => {
    const unknown = servesTraffic({ notEvaluated: 'ANOMALY_DETECTION_BAND(…)' });
    expect(check(calm({ alarms: [unknown] }), 'no alarm rang')).toBeUndefined();
  });

  test('misses when a DNS answer changed', () => {
    const { timeline } = calm();
    const dns = [...timeline.dns, { at: 40, name: 'api.example.com', region: 'us-west-2', regions: ['us-west-2'] }];
    expect(check(calm({ timeline: { ...timeline, dns } }), 'no DNS answer changed')).toMatchObject({ passed: false });
  });
});

test.each([
  [0.52, true],
  [0.44, false],
])('a region with %s of the new clients, and half of the weights, holds: %s', (share, passed) => {
  const shares = [
    { region: 'us-east-1', expected: 0.5, measured: share },
    { region: 'us-west-2', expected: 0.5, measured: 1 - share },
  ];
  expect(check(measured({ shares }), 'DNS shares clients out by the weights')).toMatchObject({ passed });
  expect(check(measured({}), 'DNS shares clients out by the weights')).toBeUndefined();
});

test.each([
  [60, true],
  [Infinity, false],
])('a second loss that is recovered from in %s s holds: %s', (rtoSeconds, passed) => {
  const next = { region: 'us-west-2', detectionSeconds: 30, dnsSwitchSeconds: 35, rtoSeconds };
  const judged = (name: string) => check(measured({ next }), name);
  expect(judged('the service recovered from the second loss')).toMatchObject({ passed });
  expect(judged('RTO of the second loss within the bound')).toMatchObject({ passed });
  expect(check(measured({}), 'the service recovered from the second loss')).toBeUndefined();
});

describe('on a machine that does not keep up', () => {
  const strained = (from: number, to: number, changes: Partial<MeasuredReport> = {}): DrillReport => ({
    ...measured(changes),
    machine: { ...sampleReport().machine, strained: [{ from, to, why: 'every processor was busy' }] },
  });

  test('a run in which everything held passes: slowness makes nothing better', () => {
    expect(judge(strained(0, 300))).toMatchObject({ passed: true, outcome: 'passed' });
  });

  test.each<[string, Partial<MeasuredReport>]>([
    ['a recovery that took too long', { rtoSeconds: 121 }],
    ['a recovery that never came', { rtoSeconds: Infinity }],
    ['failures after the recovery', { requests: { ...requests, failedAfter: 300 } }],
    ['an event without a result in time', { events: { ...events!, lost: 1 } }],
  ])('%s is inconclusive, and no accusation', (_, changes) => {
    expect(judge(strained(90, 200, changes))).toMatchObject({ passed: false, outcome: 'inconclusive' });
  });

  test('the same is a miss where the machine kept up in the time that it is about', () => {
    const early = strained(10, 20, { rtoSeconds: 121 });
    expect(judge(early).outcome).toBe('missed');
    expect(judge(strained(90, 200, { requests: { ...requests, failedBefore: 300 } })).outcome).toBe('missed');
  });

  test('what slowness cannot do stays a miss', () => {
    expect(judge(strained(90, 200, { writes: { ...writes!, duplicated: 1 } })).outcome).toBe('missed');
  });

  test('one miss that is sure makes the run a miss', () => {
    const both = strained(90, 200, { rtoSeconds: 121, writes: { ...writes!, duplicated: 1 } });
    expect(judge(both).outcome).toBe('missed');
  });
});

test('misses uploads of which not one was accepted, and says why', () => {
  const none = {
    ...events!,
    sent: 20,
    accepted: 0,
    processed: 0,
    deadLettered: 0,
    reasons: [{ reason: 'AccessDenied', count: 20 }],
  };
  expect(check(measured({ events: none }), 'some uploads were accepted')).toMatchObject({
    passed: false,
    detail: '20 uploads sent, 0 accepted, the others: AccessDenied',
  });
});
