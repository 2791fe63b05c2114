import fc from 'fast-check';
import { type AcceptedUpload, type AcknowledgedWrite, type RequestRecord } from '../../load/ledger.js';
import {
  countEvents,
  countRequests,
  countRewrites,
  dnsSwitchSeconds,
  failbackSeconds,
  oldestLossSeconds,
  requestsBySecond,
  rpoSeconds,
  recoveryTimes,
  untilRecovery,
  writtenOver,
  type FaultWindow,
} from '../../measure/measure.js';

const OUTAGE: FaultWindow = { region: 'us-east-1', startedAt: 100, endedAt: 300 };
const answer = (at: number, region: string | null, name = 'api.example.com') => ({
  at,
  name,
  region,
  regions: region === null ? [] : [region],
});
/** An answer that several regions have a share in. */
const shared = (at: number, ...regions: string[]) => ({ at, name: 'api.example.com', region: null, regions });
const NO_RESULTS = { processed: new Set<string>(), deadLettered: new Set<string>() };

describe('detection', () => {
  test('lasts from the fault to the first answer that names another region', () => {
    const history = [answer(0, 'us-east-1'), answer(140, 'us-west-2'), answer(340, 'us-east-1')];

    expect(dnsSwitchSeconds(history, OUTAGE)).toBe(40);
  });

  test('is that of the slowest name', () => {
    const other = 'shop.example.com';
    const history = [
      answer(0, 'us-east-1'),
      answer(0, 'us-east-1', other),
      answer(140, 'us-west-2'),
      answer(155, 'us-west-2', other),
    ];

    expect(dnsSwitchSeconds(history, OUTAGE)).toBe(55);
  });

  test('never comes where no answer changes', () => {
    expect(dnsSwitchSeconds([answer(0, 'us-east-1')], OUTAGE)).toBe(Infinity);
  });

  test('of a name that leads to several regions, is the first answer without the failed one', () => {
    const history = [
      shared(0, 'us-east-1', 'us-west-2', 'eu-west-1'),
      shared(120, 'us-east-1', 'us-west-2'),
      shared(145, 'us-west-2', 'eu-west-1'),
    ];

    expect(dnsSwitchSeconds(history, OUTAGE)).toBe(45);
    expect(dnsSwitchSeconds(history.slice(0, 1), OUTAGE)).toBe(Infinity);
  });

  test('is not exercised where no name led to the failed region', () => {
    expect(dnsSwitchSeconds([answer(0, 'us-west-2')], OUTAGE)).toBeNull();
    expect(dnsSwitchSeconds([], OUTAGE)).toBeNull();
  });
});

describe('failback', () => {
  /** The region's check: unhealthy during the outage, healthy again at 330. */
  const SICK = [
    { checkId: 'primary', at: 130, healthy: false },
    { checkId: 'primary', at: 330, healthy: true },
  ];

  test('is none while the health check is unhealthy: then the region is named because no other is sound', () => {
    const history = [answer(0, 'us-east-1'), answer(140, 'us-west-2'), answer(310, 'us-east-1')];
    const [left] = SICK;

    expect(failbackSeconds(history, SICK, OUTAGE)).toBe(30);
    expect(failbackSeconds(history, [left], OUTAGE)).toBe(Infinity);
  });

  test('begins anew where the answer left the region again before its check was healthy', () => {
    const history = [
      answer(0, 'us-east-1'),
      answer(140, 'us-west-2'),
      answer(310, 'us-east-1'),
      answer(320, 'us-west-2'),
      answer(345, 'us-east-1'),
    ];

    expect(failbackSeconds(history, SICK, OUTAGE)).toBe(45);
  });

  test('lasts from the return to the first answer that names the region again', () => {
    const history = [answer(0, 'us-east-1'), answer(140, 'us-west-2'), answer(340, 'us-east-1')];

    expect(failbackSeconds(history, SICK, OUTAGE)).toBe(40);
  });

  test('of a name that leads to several regions, is the first answer that has the region again', () => {
    const history = [
      shared(0, 'us-east-1', 'us-west-2'),
      answer(140, 'us-west-2'),
      shared(335, 'us-east-1', 'us-west-2'),
    ];

    expect(failbackSeconds(history, SICK, OUTAGE)).toBe(35);
  });

  test('never comes where the answer stays away', () => {
    expect(failbackSeconds([answer(0, 'us-east-1'), answer(140, 'us-west-2')], SICK, OUTAGE)).toBe(Infinity);
  });

  test('is not exercised where the region is lost, or the answer never left', () => {
    const history = [answer(0, 'us-east-1'), answer(140, 'us-west-2')];

    expect(failbackSeconds(history, SICK, { ...OUTAGE, endedAt: null })).toBeNull();
    expect(failbackSeconds([answer(0, 'us-east-1')], SICK, OUTAGE)).toBeNull();
  });
});

/** That of the slowest client. */
const rtoSeconds = (requests: RequestRecord[], fault: typeof OUTAGE) =>
  recoveryTimes(requests, fault)?.slowestSeconds ?? null;

describe('the recovery time', () => {
  test('is a distribution over clients', () => {
    const requests = Array.from({ length: 20 }, (_, user) => [
      request(user, 101, false),
      request(user, 110 + user, true),
    ]).flat();

    expect(recoveryTimes(requests, OUTAGE)).toEqual({
      clients: 20,
      p50Seconds: 20,
      p95Seconds: 29,
      slowestSeconds: 30,
    });
  });

  const request = (user: number, startedAt: number, ok: boolean): RequestRecord => ({
    user,
    kind: 'read',
    startedAt,
    endedAt: startedAt + (ok ? 1 : 5),
    region: 'us-east-1',
    ok,
  });

  test('ends with the first success after the last failure of the slowest client', () => {
    const requests = [
      ...[request(0, 101, false), request(0, 130, true)],
      ...[request(1, 101, false), request(1, 120, true), request(1, 150, false), request(1, 160, true)],
    ];

    expect(rtoSeconds(requests, OUTAGE)).toBe(61);
  });

  test('of a first loss ends before the next: what was under way then failed because of that', () => {
    const requests = [
      ...[request(0, 101, false), request(0, 160, true), request(0, 198, false), request(0, 260, true)],
      ...[request(1, 101, true), request(1, 199, false), request(1, 270, true)],
    ];
    const next = { region: 'us-west-2', startedAt: 200, endedAt: 300 };

    const first = untilRecovery(requests, { recoveredAt: 199.5, nextFaultAt: 200 });
    expect(rtoSeconds(first, OUTAGE)).toBe(61);
    expect(rtoSeconds(untilRecovery(requests, { recoveredAt: 280, nextFaultAt: Infinity }), next)).toBe(71);
  });

  test('of an only loss leaves out what failed once the service had recovered', () => {
    const requests = [request(0, 101, false), request(0, 160, true), request(0, 250, false), request(0, 260, true)];

    expect(rtoSeconds(untilRecovery(requests, { recoveredAt: 200, nextFaultAt: Infinity }), OUTAGE)).toBe(61);
  });

  test('counts a request that was under way when the region went', () => {
    expect(rtoSeconds([request(0, 98, false), request(0, 110, true)], OUTAGE)).toBe(11);
  });

  test('leaves out failures before the fault and after the return', () => {
    const requests = [request(0, 50, false), request(0, 101, true), request(0, 301, false)];

    expect(rtoSeconds(requests, OUTAGE)).toBe(0);
  });

  test('never comes for a client that does not succeed again', () => {
    expect(rtoSeconds([request(0, 101, false), request(1, 101, true)], OUTAGE)).toBe(Infinity);
  });

  test('is not exercised without requests', () => {
    expect(rtoSeconds([], OUTAGE)).toBeNull();
  });

  test('never shrinks when a client fails once more', () => {
    const requests = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 90, max: 299 }), fc.boolean()),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(requests, fc.integer({ min: 100, max: 299 }), (given, at) => {
        const before = given.map(([user, startedAt, ok]) => request(user, startedAt, ok));

        expect(rtoSeconds([...before, request(0, at, false)], OUTAGE)).toBeGreaterThanOrEqual(
          rtoSeconds(before, OUTAGE)!,
        );
      }),
    );
  });
});

describe('the recovery point', () => {
  const write = (id: string, ackedAt: number, region = 'us-east-1'): AcknowledgedWrite => ({
    id,
    region,
    sentAt: ackedAt,
    ackedAt,
  });
  const writes = [write('a', 10), write('b', 97), write('c', 99), write('d', 150, 'us-west-2')];

  test('is the age of the oldest missing write at the fault', () => {
    expect(rpoSeconds(writes, new Set(['b', 'c']), OUTAGE)).toBe(3);
  });

  test('is 0 when nothing is missing', () => {
    expect(rpoSeconds(writes, new Set(), OUTAGE)).toBe(0);
  });

  test('is unbounded when nothing from before the fault reached the survivor', () => {
    expect(rpoSeconds(writes, new Set(['a', 'b', 'c']), OUTAGE)).toBe(Infinity);
  });

  test('is unbounded although the survivor has what it acknowledged itself', () => {
    expect(rpoSeconds([...writes, write('e', 20, 'us-west-2')], new Set(['a', 'b', 'c']), OUTAGE)).toBe(Infinity);
  });

  test('is not exercised when nothing was acknowledged before the fault', () => {
    expect(rpoSeconds([write('d', 150)], new Set(), OUTAGE)).toBeNull();
  });
});

describe('the count of events', () => {
  const upload = (key: string, acceptedAt: number, region = 'us-east-1'): AcceptedUpload => ({
    key,
    bucket: 'uploads',
    region,
    sentAt: acceptedAt,
    acceptedAt,
    poison: false,
  });

  test('puts every accepted upload into exactly one of processed, dead-lettered and lost', () => {
    const accepted = ['a', 'b', 'c', 'd'].map(key => upload(key, 50));
    const atEnd = { processed: new Set(['a', 'b']), deadLettered: new Set(['b', 'c']) };

    expect(countEvents(accepted, atEnd, null)).toEqual({
      accepted: 4,
      processed: 2,
      deadLettered: 1,
      stranded: 0,
      lost: 1,
    });
  });

  test('calls stranded what waited in the failed region until its return', () => {
    const accepted = [upload('waited', 99), upload('done', 50), upload('later', 150, 'us-west-2'), upload('gone', 99)];
    const atEnd = { ...NO_RESULTS, processed: new Set(['waited', 'done', 'later']) };
    const during = { ...NO_RESULTS, processed: new Set(['done', 'later']) };

    expect(countEvents(accepted, atEnd, { ...OUTAGE, during })).toMatchObject({ processed: 3, stranded: 1, lost: 1 });
  });
});

test('requests are counted by outcome, and by the second and region in which they were sent', () => {
  const request = (startedAt: number, ok: boolean): RequestRecord => ({
    user: 0,
    kind: 'read',
    startedAt,
    endedAt: startedAt + 1,
    region: 'us-east-1',
    ok,
  });
  const requests = [request(7.9, true), request(7.1, false), request(5, true)];

  expect(countRequests(requests)).toEqual({ sent: 3, succeeded: 2, failed: 1 });
  expect(requestsBySecond(requests)).toEqual([
    { at: 5, region: 'us-east-1', succeeded: 1, failed: 0 },
    { at: 7, region: 'us-east-1', succeeded: 1, failed: 1 },
  ]);
});

describe('writes to keys that had been acknowledged', () => {
  const fault = { region: 'us-east-1', startedAt: 100, endedAt: 200 };
  const write = (id: string, region: string, ackedAt: number) => ({
    ...{ id, region, ackedAt, content: `content of ${id}`, sentAt: ackedAt - 1 },
  });
  const rewrite = (of: string, ackedAt: number | null) => ({
    ...{ of, content: `second of ${of}`, region: 'us-east-1', sentAt: 250, refused: ackedAt === null, ackedAt },
  });
  const gone = (...contents: string[]) => new Set(contents);

  test('count as overwritten where an acknowledged content is nowhere, whichever of the two it is', () => {
    const ledger = {
      writes: [write('a', 'us-west-2', 150), write('b', 'us-west-2', 160), write('c', 'us-west-2', 170)],
      rewrites: [rewrite('a', 251), rewrite('b', 251), rewrite('c', null)],
    };
    expect(countRewrites(ledger, gone('content of a', 'second of b'), fault)).toEqual({
      sent: 3,
      refused: 1,
      overwritten: 2,
    });
  });

  test('leave out what was on its way when the region went: nobody could see it', () => {
    const ledger = {
      writes: [write('late', 'us-east-1', 99), write('early', 'us-east-1', 80)],
      rewrites: [rewrite('late', 150), rewrite('early', 150)],
    };
    expect(countRewrites(ledger, gone('content of late', 'content of early'), fault).overwritten).toBe(1);
  });

  test('leave out what a survivor took again: it had not arrived there, and is a loss of the outage', () => {
    const ledger = {
      writes: [write('slow', 'us-east-1', 60), write('early', 'us-east-1', 60)],
      rewrites: [{ ...rewrite('slow', 150), region: 'us-west-2' }, rewrite('early', 350)],
    };
    expect(countRewrites(ledger, gone('content of slow', 'content of early'), fault).overwritten).toBe(1);
  });

  test('leave out what was answered as the region went, and what a survivor may have taken without a word', () => {
    const ledger = {
      writes: [
        write('as it went', 'us-east-1', 100.4),
        write('slow', 'us-east-1', 60),
        write('early', 'us-east-1', 60),
      ],
      rewrites: [{ ...rewrite('slow', null), refused: false, region: 'us-west-2' }, rewrite('early', 350)],
    };
    const contents = gone('content of as it went', 'content of slow', 'content of early');
    expect(countRewrites(ledger, contents, fault).overwritten).toBe(1);
  });

  test('had not reached the survivor that takes the second one, whatever is under their keys by then', () => {
    const inStandby = (of: string, ackedAt: number | null) => ({ ...rewrite(of, ackedAt), region: 'us-west-2' });
    const hidden = writtenOver([inStandby('a', 140), inStandby('b', null), rewrite('c', 250)], fault);
    expect(hidden).toEqual(new Set(['a']));

    const lost = [write('a', 'us-east-1', 60), write('b', 'us-east-1', 70)];
    expect(rpoSeconds(lost, new Set([...hidden, 'b']), fault)).toBe(Infinity);
  });
});

describe('the age of the oldest loss', () => {
  const loss = (sentAt: number, at: number, region = 'us-east-1') => ({ region, sentAt, at });

  test('is the time from the answer to the fault', () => {
    expect(oldestLossSeconds([loss(90, 92), loss(80, 95)], OUTAGE)).toBe(8);
    expect(oldestLossSeconds([], OUTAGE)).toBeNull();
  });

  test('is nothing where the answer was on its way when the region was lost', () => {
    expect(oldestLossSeconds([loss(99, 100.3)], OUTAGE)).toBe(0);
  });

  test.each([
    ['another region lost it', loss(90, 92, 'us-west-2'), OUTAGE],
    ['it was sent after the fault', loss(100.1, 101), OUTAGE],
    ['there was no fault', loss(90, 92), null],
  ])('is unbounded where %s', (_, lost, fault) => {
    expect(oldestLossSeconds([loss(98, 99), lost], fault)).toBe(Infinity);
  });
});
