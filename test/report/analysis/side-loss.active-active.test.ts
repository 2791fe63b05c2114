import { buildReport } from '../../../lib/report/build-report';
import { diffReports } from '../../../lib/report/diff';
import { renderHtml } from '../../../lib/report/render/html';
import { renderText } from '../../../lib/report/render/text';
import { NAME, sharing, unwatched, type SharingRegion } from '../support/active-active';
import { globalTable } from '../support/two-regions';

const [EAST, WEST] = ['us-east-1', 'us-west-2'];

/** Two regions by weight; 48 s to notice, 93 s until the other one answers. */
const weighted = (east: Partial<SharingRegion> = {}, west: Partial<SharingRegion> = {}, weights = [70, 30]) =>
  sharing(
    { region: EAST, ...east, record: { Weight: weights[0], ...east.record } },
    { region: WEST, ...west, record: { Weight: weights[1], ...west.record } },
  );

const serviceOf = (...given: Parameters<typeof weighted>) => buildReport(weighted(...given)).services[0];

test('records of one name by weight are a service, each side with its share', () => {
  const { name, sides, rto } = serviceOf();
  expect(name).toBe(NAME);
  expect(sides.map(({ region, role, routing }) => [region, role, routing])).toEqual([
    [EAST, null, 'weight 70 of 100'],
    [WEST, null, 'weight 30 of 100'],
  ]);
  expect(rto.formula).toBe('3 × (10 s + 6 s) + 10 s + 30 s + 5 s = 93 s');
});

test.each([
  [{ Region: EAST }, 'latency us-east-1'],
  [{ MultiValueAnswer: true }, 'multivalue'],
  [{ GeoProximityLocation: { AWSRegion: EAST } }, 'proximity to us-east-1'],
])('records by %j are a service too', (record, routing) => {
  const [service] = buildReport(sharing({ region: EAST, record }, { region: WEST, record })).services;
  expect(service.sides[0].routing).toBe(routing);
  expect(service.rto.value).toBe(93);
});

test('the side that takes longest decides', () => {
  const { sides, rto, detection } = serviceOf({}, { check: { RequestInterval: 30 } });
  expect(sides.map(({ recovery }) => recovery?.value)).toEqual([93, 3 * 36 + 45]);
  expect(rto.value).toBe(153);
  expect(detection.value).toBe(108);
});

test('a record without a health check never leaves the answers', () => {
  const { rto, sides, singlePointsOfFailure } = serviceOf({}, { record: unwatched });
  expect(sides[0].recovery?.value).toBe(93);
  expect(rto.value).toBeNull();
  expect(rto.formula).toBe('unbounded: the record "App/us-west-2/Record" has no health check');
  expect(singlePointsOfFailure).toEqual([
    {
      path: 'App/us-west-2/Record',
      type: 'AWS::Route53::RecordSet',
      region: WEST,
      why: `the record of "${NAME}" has no health check, so DNS never leaves it`,
    },
  ]);
});

test('a health check of another app is one, with settings that nobody here knows', () => {
  const { rto, singlePointsOfFailure } = serviceOf({}, { record: { HealthCheckId: 'abcdef-1234' } });
  expect(rto.formula).toBe('unbounded: the health check of the record "App/us-west-2/Record" is not in the app');
  expect(singlePointsOfFailure).toEqual([]);
});

test('a weight of 0 waits for the others: its loss is nobody’s', () => {
  const { sides, rto } = serviceOf({ record: unwatched }, {}, [0, 100]);
  expect(sides.map(({ region, routing, recovery }) => [region, routing, recovery?.value])).toEqual([
    [WEST, 'weight 100 of 100', 93],
    [EAST, 'weight 0 of 100', undefined],
  ]);
  expect(rto.value).toBe(93);
});

test('where every weight is 0 all share alike', () => {
  const { sides } = serviceOf({}, {}, [0, 0]);
  expect(sides.map(({ recovery }) => recovery?.value)).toEqual([93, 93]);
});

test('the data of whichever side is lost counts', () => {
  const orders = { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } };
  const { rpo, rpoOf } = serviceOf({}, { more: { Orders: orders } });
  expect(rpo.value).toBeNull();
  expect(rpoOf).toBe('App/us-west-2/Orders');
  expect(serviceOf({ more: { Orders: globalTable('orders') } }).rpo.value).toBe(1);
});

test('a promise is judged by the worst side', () => {
  const metadata = { rtoSeconds: 120 };
  expect(serviceOf({ metadata }).objectives.rto).toBe('met');
  const { objectives, suggestion } = serviceOf({ metadata }, { check: { RequestInterval: 30 } });
  expect(objectives.rto).toBe('missed');
  expect(suggestion).toContain('interval 10 s in place of 30 s');
});

test('the regions beside the first are what is paid for', () => {
  const { standbyCost } = serviceOf();
  expect(standbyCost.perMonth).toBeGreaterThan(0);
  expect(standbyCost.estimate).toContain('the regions beside us-east-1');
});

test('one region alone is a single point of failure', () => {
  const [service] = buildReport(sharing({ region: EAST, record: { Region: EAST } })).services;
  expect(service.rto.value).toBeNull();
  expect(service.singlePointsOfFailure[0].why).toBe('the service runs in us-east-1 only, and is lost with it');
});

test('text and page say what each side’s loss means', () => {
  const report = buildReport(weighted({}, { record: unwatched }));
  const text = renderText(report).join('\n');
  expect(text).toContain(`Resilience of ${NAME}: us-east-1 (weight 70 of 100), us-west-2 (weight 30 of 100)`);
  expect(text).toContain('us-east-1 lost:  1 min 33 s  3 × (10 s + 6 s)');
  expect(text).toContain('us-west-2 lost:  unbounded  the record "App/us-west-2/Record" has no health check');
  expect(text).toContain('more regions');
  const page = renderHtml(report);
  expect(page).toContain('weight 70 of 100');
  expect(page).toContain('RTO without us-west-2');
});

test('a share that moves is a change, and a region less is worse', () => {
  const before = buildReport(weighted());
  expect(diffReports(before, buildReport(weighted({}, {}, [50, 50])))).toEqual([
    {
      direction: 'changed',
      subject: NAME,
      what: 'routing',
      before: 'us-east-1 weight 70 of 100, us-west-2 weight 30 of 100',
      after: 'us-east-1 weight 50 of 100, us-west-2 weight 50 of 100',
    },
  ]);
  const alone = buildReport(sharing({ region: EAST, record: { Weight: 100 } }));
  expect(diffReports(before, alone)).toContainEqual(
    expect.objectContaining({ direction: 'worse', what: 'region', before: WEST }),
  );
});
