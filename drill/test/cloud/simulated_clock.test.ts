import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FILE = join(__dirname, '..', '..', 'cloud', 'simulated_clock.py');
const [, SCRIPT] = /_SCRIPT = """\n(.*?)"""/s.exec(readFileSync(FILE, 'utf8'))!;
const MINUTE = 60_000;

/** What a function sees a minute of real time after the moment of the file, at a speed of 8. */
function timesOf(clock?: string): { now: number; date: number; given: number; isDate: boolean } {
  const directory = mkdtempSync(join(tmpdir(), 'clock-'));
  try {
    const file = join(directory, 'clock');
    const moment = { realMillis: Date.now() - MINUTE, simulatedMillis: Date.now(), speed: 8 };
    writeFileSync(file, JSON.stringify(moment));
    const code = `${SCRIPT}
      const date = new Date();
      console.log(JSON.stringify({
        now: Date.now(), date: date.getTime(), given: new Date(5).getTime(), isDate: date instanceof Date }));`;
    const env = { ...process.env, DRILL_CLOCK_FILE: file, ...(clock ? { DRILL_CLOCK: clock } : {}) };
    return JSON.parse(execFileSync(process.execPath, ['-e', code], { env, encoding: 'utf8' }));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Whole minutes from now. */
const minutesAhead = (millis: number): number => Math.floor((millis - Date.now()) / MINUTE);

test('a function that asks for it lives as fast as the drill does', () => {
  const { now, date, given, isDate } = timesOf('simulated');

  expect([minutesAhead(now), minutesAhead(date)]).toEqual([8, 8]);
  expect({ given, isDate }).toEqual({ given: 5, isDate: true });
});

test('any other function lives in real time', () => {
  expect(minutesAhead(timesOf().now)).toBe(-1);
});
