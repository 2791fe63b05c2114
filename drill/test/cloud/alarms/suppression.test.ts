import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const CLOUD = join(__dirname, '../../../cloud');

interface Moment {
  readonly rings: boolean;
  /** When the suppressor left the state ALARM; null for never. */
  readonly left: number | null;
  /** Since when the composite alarm rings. */
  readonly since: number;
  readonly now: number;
}

const WAIT = 60;
const EXTENSION = 120;

/** After the timelines of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html */
const MOMENTS: [string, Moment, string | null][] = [
  ['it has just begun to ring', { rings: false, left: null, since: 100, now: 100 }, 'WaitPeriod'],
  ['the wait is almost over', { rings: false, left: null, since: 100, now: 159 }, 'WaitPeriod'],
  ['the wait is over and the suppressor never rang', { rings: false, left: null, since: 100, now: 160 }, null],
  ['the suppressor began to ring within the wait', { rings: true, left: null, since: 100, now: 110 }, 'Alarm'],
  ['the suppressor rings long after the wait', { rings: true, left: null, since: 100, now: 900 }, 'Alarm'],
  ['the suppressor has just ended', { rings: false, left: 500, since: 100, now: 500 }, 'ExtensionPeriod'],
  ['the extension is almost over', { rings: false, left: 500, since: 100, now: 619 }, 'ExtensionPeriod'],
  ['the extension is over', { rings: false, left: 500, since: 100, now: 620 }, null],
  ['the suppressor rings again within the extension', { rings: true, left: 500, since: 100, now: 550 }, 'Alarm'],
  [
    'the suppressor had ended long before it began to ring',
    { rings: false, left: 0, since: 500, now: 530 },
    'WaitPeriod',
  ],
];

const code = `
import json, sys
from alarms.suppression import withheld_by
print(json.dumps([withheld_by(m["rings"], m["left"], m["since"], m["now"], ${WAIT}, ${EXTENSION}) for m in json.load(sys.stdin)]))
`;
const { stdout, stderr, status } = spawnSync('python3', ['-c', code], {
  cwd: CLOUD,
  input: JSON.stringify(MOMENTS.map(([, moment]) => moment)),
  encoding: 'utf8',
});
if (status !== 0) throw new Error(stderr);
const found = JSON.parse(stdout) as (string | null)[];

test.each(MOMENTS.map(([when, , expected], i) => [when, expected, found[i]] as const))(
  'when %s, what holds the actions of a composite alarm back is %s',
  (_when, expected, actual) => {
    expect(actual).toBe(expected);
  },
);
