import { type AlarmTransition, type RegionAlarms } from '../../cloud/alarms.js';
import { alarmReports, firstNotice, ringsOf } from '../../measure/alarms.js';
import { servesTraffic } from '../report/sample-report.js';

const EPOCH = 1_800_000_000_000;
const TOPIC = 'arn:aws:sns:us-west-2:123456789012:Alarms';
const second = (epochMillis: number): number => (epochMillis - EPOCH) / 100;

const ring = (alarm: string, at: number, told: string[], badUntil = at): AlarmTransition => ({
  alarm,
  at: EPOCH + at * 100,
  from: 'OK',
  to: 'ALARM',
  reason: 'Threshold 1.0: datapoints 0 X',
  badUntil: EPOCH + badUntil * 100,
  actions: [{ target: TOPIC, outcome: told.length > 0 ? 'delivered' : 'nobody is subscribed', told }],
});

const written = (...transitions: AlarmTransition[]): RegionAlarms => ({
  region: 'us-west-2',
  writtenAt: EPOCH,
  millis: 1,
  alarms: [...new Set(['Quiet', ...transitions.map(({ alarm }) => alarm)])].map(name => ({
    name,
    state: 'ALARM',
    notEvaluated: null,
    unmeasured: [],
    listeners: [],
    children: [],
  })),
  transitions,
});

const reportsOf = (...transitions: AlarmTransition[]) => alarmReports([written(...transitions)], [], second);
const OPS = ['email ops@example.com'];

test('alarms are named by their construct path, in the region that they are of, and what rang first comes first', () => {
  const type = 'AWS::CloudWatch::Alarm';
  const place = { stackId: '', logicalId: '' };
  const names = [
    { region: 'us-east-1', type, path: 'East/Alarm', physicalId: 'Late', ...place },
    { region: 'us-west-2', type, path: 'West/Alarm', physicalId: 'Late', ...place },
    {
      region: 'us-west-2',
      stackId: '',
      logicalId: '',
      type: 'AWS::SNS::Topic',
      path: 'West/Topic',
      physicalId: 'Early',
    },
  ];
  const reports = alarmReports([written(ring('Late', 90, OPS), ring('Early', 30, OPS))], names, second);

  expect(reports.map(({ path }) => path)).toEqual(['Early', 'West/Alarm', 'Quiet']);
  expect(reports[1].transitions).toEqual([expect.objectContaining({ at: 90, badUntil: 90, told: OPS, untold: [] })]);
});

test('an alarm without an action is told through the composite alarm that names it, at any height', () => {
  const alarm = (name: string, children: string[], listeners: string[] = []) => ({
    ...{ name, state: 'OK' as const, notEvaluated: null, unmeasured: [] },
    ...{ listeners, children },
  });
  const region = {
    ...written(),
    alarms: [
      alarm('Errors', []),
      alarm('Both', ['Errors', 'Slow']),
      alarm('Service', ['Both', 'Service'], OPS),
      alarm('Alone', []),
      alarm('Deaf', ['Alone']),
    ],
  };
  const through = new Map(alarmReports([region], [], second).map(each => [each.name, each.through]));

  expect(through.get('Errors')).toEqual(['Service']);
  expect(through.get('Both')).toEqual(['Service']);
  expect(through.get('Alone')).toEqual([]);
});

test('an action that reached nobody is told with its reason', () => {
  const [report] = reportsOf(ring('Alarm', 90, []));
  expect(report.transitions[0]).toMatchObject({
    told: [],
    untold: [{ target: TOPIC, outcome: 'nobody is subscribed' }],
  });
});

test('the first notice is that of the first alarm that reached somebody after the fault', () => {
  const reports = reportsOf(
    ring('Before', 20, OPS),
    ring('Deaf', 70, []),
    ring('Heard', 80, OPS),
    ring('Later', 90, OPS),
  );
  expect(firstNotice(reports, 60)).toEqual({ at: 80, alarm: 'Heard', region: 'us-west-2', told: OPS });
});

test('what rings late for a time before the fault tells of something else', () => {
  expect(firstNotice(reportsOf(ring('Old', 80, OPS, 59)), 60)).toBeNull();
  expect(firstNotice(reportsOf(ring('New', 80, OPS, 61)), 60)).not.toBeNull();
});

test('where nobody was reached there is no notice', () => {
  expect(firstNotice(reportsOf(ring('Deaf', 70, [])), 60)).toBeNull();
});

test('the end of an alarm is no ring', () => {
  expect(ringsOf([servesTraffic()]).map(({ at }) => at)).toEqual([210]);
});
