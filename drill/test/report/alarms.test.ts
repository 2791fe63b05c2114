import { type DrillReport } from '../../measure/model.js';
import { noticeHeadline, noticeLines, ringTexts, silentAlarms } from '../../report/alarms.js';
import { sampleReport, servesTraffic } from './sample-report.js';

const untold = (alarms: DrillReport['alarms']): DrillReport =>
  sampleReport({ alarms, measured: { ...sampleReport().measured, notifiedSeconds: Infinity, notice: null } });
const [ring] = servesTraffic().transitions;
const deaf = { ...ring, told: [], untold: [{ target: 'arn:…', outcome: 'nobody is subscribed' }] };

test('who was told, when and by which alarm is one sentence', () => {
  expect(noticeHeadline(sampleReport())).toEqual({
    text: 'email on-call@example.com was told 150 s after the fault, by Intake/us-west-2/Http/ServesTrafficAlarm',
    good: true,
  });
});

test.each<[string, DrillReport['alarms'], string]>([
  ['has no alarm', [], 'has no alarm'],
  ['has alarms that reach nobody', [servesTraffic({ listeners: [], transitions: [deaf] })], 'subscribe somebody'],
  ['has alarms that kept quiet', [servesTraffic({ transitions: [] })], 'no alarm rang'],
  ['has alarms that rang for something else', [servesTraffic()], 'tells of something before it'],
])('that nobody was told is said loudly where an app %s', (_, alarms, why) => {
  const headline = noticeHeadline(untold(alarms))!;
  expect(headline.good).toBe(false);
  expect(headline.text).toContain('Nobody was told of the fault');
  expect(headline.text).toContain(why);
});

test('a ring that reached nobody says why', () => {
  const [text] = ringTexts(untold([servesTraffic({ transitions: [deaf] })]));
  expect(text).toMatchObject({ at: '210 s', told: 'nobody is subscribed', reached: false });
});

test('a ring without an action is told by the composite alarm that names it, or by nobody', () => {
  const mute = { ...ring, told: [], untold: [] };
  const service = servesTraffic({ path: 'Intake/us-west-2/ServiceAlarm', transitions: [{ ...ring, at: ring.at + 1 }] });
  const child = (through: string[]) => servesTraffic({ listeners: [], through, transitions: [mute] });
  const textOf = (...alarms: DrillReport['alarms']) => ringTexts(sampleReport({ alarms }))[0];

  expect(textOf(child([service.path]), service)).toMatchObject({
    told: 'told by Intake/us-west-2/ServiceAlarm',
    reached: true,
  });
  expect(textOf(child([service.path]), { ...service, transitions: [] })).toMatchObject({
    told: 'Intake/us-west-2/ServiceAlarm tells of it, and kept quiet',
    reached: false,
  });
  expect(textOf(child([]))).toMatchObject({ told: 'it has no action', reached: false });
});

test('without a fault it says how many alarms kept quiet, or that they did not', () => {
  const fault = { kind: 'none', region: null, startedAt: null, endedAt: null } as const;
  expect(noticeHeadline(sampleReport({ fault, alarms: [servesTraffic({ transitions: [] })] }))).toEqual({
    text: 'No alarm rang, of 1',
    good: true,
  });
  expect(noticeHeadline(sampleReport({ fault }))).toEqual({
    text: '1 alarm rang although nothing was wrong',
    good: false,
  });
});

test('alarms that nobody can judge, and those without a metric, are listed', () => {
  const alarms = [
    servesTraffic({ path: 'App/Band', notEvaluated: 'ANOMALY_DETECTION_BAND(…)' }),
    servesTraffic({ path: 'App/Cpu', unmeasured: ['AWS/EC2 CPUUtilization'] }),
    servesTraffic(),
  ];
  expect(silentAlarms(sampleReport({ alarms }))).toEqual([
    'App/Band in us-west-2 is not evaluated: ANOMALY_DETECTION_BAND(…)',
    'App/Cpu in us-west-2 is an alarm without a metric: nobody here measures AWS/EC2 CPUUtilization',
  ]);
});

test('a terminal shows the first rings, and how many more there are', () => {
  const transitions = Array.from({ length: 7 }, (_, i) => ({ ...ring, at: 200 + i }));
  const lines = noticeLines(sampleReport({ alarms: [servesTraffic({ transitions })] }));
  expect(lines).toHaveLength(7);
  expect(lines.at(-1)!.text).toContain('2 more rings');
});
