import { lanesOf } from '../../report/lanes.js';
import { keyMoments } from '../../report/moments.js';
import { sampleReport, servesTraffic } from './sample-report.js';

describe('the lanes of the timeline', () => {
  test('cover the whole run without a gap', () => {
    for (const { segments } of lanesOf(sampleReport()).slice(1)) {
      expect(segments[0].from).toBe(0);
      expect(segments.at(-1)!.to).toBe(345);
      segments.slice(1).forEach((segment, i) => expect(segment.from).toBe(segments[i].to));
    }
  });

  test('show a loss until the end of the run', () => {
    const lost = sampleReport({ fault: { kind: 'region-loss', region: 'us-east-1', startedAt: 60, endedAt: null } });
    expect(lanesOf(lost)[0].segments).toEqual([{ from: 60, to: 345, text: 'lost for good', tone: 'fault' }]);
  });

  test('have one a region for the faults of a scenario, each with its service', () => {
    const step = { region: 'us-east-1', detectionSeconds: 1, dnsSwitchSeconds: 1, rtoSeconds: 1 };
    const steps = [
      { ...step, fault: 'service-outage', service: 'dynamodb', startedAt: 60, endedAt: 90 },
      { ...step, fault: 'region-outage', startedAt: 120, endedAt: 150 },
    ] as const;
    const [lane] = lanesOf(sampleReport({ scenario: { name: 'october', expect: {}, steps } }));

    expect(lane).toEqual({
      label: 'Fault: us-east-1',
      segments: [
        { from: 60, to: 90, text: 'dynamodb: outage', tone: 'fault' },
        { from: 120, to: 150, text: 'away', tone: 'fault' },
      ],
    });
  });

  test('show each alarm that rang, and whom it told; the one of the fault first', () => {
    const [ring] = servesTraffic().transitions;
    const early = servesTraffic({ path: 'App/Deaf', transitions: [{ ...ring, at: 100, told: [] }] });
    const quiet = servesTraffic({ path: 'App/Quiet', transitions: [] });
    const lanes = lanesOf(sampleReport({ alarms: [early, servesTraffic(), quiet] }));
    expect(lanes.slice(-2)).toMatchObject([
      {
        label: 'Alarm: Intake/us-west-2/Http/ServesTrafficAlarm',
        segments: [{ text: 'ok' }, { from: 210, to: 330, text: 'told' }, { text: 'ok' }],
      },
      { label: 'Alarm: App/Deaf', segments: [{ to: 100 }, { text: 'nobody told', tone: 'unhealthy' }] },
    ]);
  });

  test('name each check where several look at one region', () => {
    const report = sampleReport();
    const other = { at: 0, check: 'App/Other', region: 'us-east-1', healthy: true };
    const lanes = lanesOf({ ...report, timeline: { ...report.timeline, health: [...report.timeline.health, other] } });
    expect(lanes.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Health: Intake/us-east-1/Domain/HealthCheck', 'Health: App/Other', 'Health: us-west-2']),
    );
  });
});

describe('the key moments', () => {
  test('come in the order in which they came about', () => {
    expect(keyMoments(sampleReport()).map(({ short }) => short)).toEqual([
      'outage',
      'detected',
      'DNS switched',
      'last failure',
      'told',
      'return',
      'healthy',
      'failback',
    ]);
  });

  test('do not exist without a fault', () => {
    expect(keyMoments(sampleReport({ fault: { kind: 'none', region: null, startedAt: null, endedAt: null } }))).toEqual(
      [],
    );
  });
});
