import { type Problems } from '../private/errors';
import { type ScalingPeak } from './scaling-peak';

/** Hours of days. */
export type Hours = Pick<ScalingPeak, 'from' | 'to' | 'weekDays'>;

const MINUTES_A_DAY = 24 * 60;

/** Minute of the day that a text such as `07:30` names; undefined for others. */
export function minuteOf(time: string): number | undefined {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  return hour === undefined ? undefined : Number(hour) * 60 + Number(minute);
}

/** Time of the day so many minutes after another one. */
export function later(time: string, minutes: number): string {
  const minute = ((minuteOf(time) ?? 0) + minutes) % MINUTES_A_DAY;
  return [Math.floor(minute / 60), minute % 60].map(part => String(part).padStart(2, '0')).join(':');
}

/** Records times that are none, peaks that never end, and those during which another one or the quiet time ends. */
export function checkPeakTimes(peaks: readonly ScalingPeak[], quiet: Hours, problems: Problems): void {
  checkTime(quiet.from, problems);
  for (const { from, to } of peaks) {
    for (const time of [from, to]) checkTime(time, problems);
    if (from === to) {
      problems.add(
        'ScalingTimeInvalid',
        `the peak from ${from} to ${to} never ends; give another "to", or a higher "min" and no peak`,
      );
    }
  }
  peaks.forEach((peak, index) => {
    if (overlaps(peak, quiet)) {
      problems.add(
        'ScalingPeakConflict',
        `the peak from ${peak.from} to ${peak.to} and the ten minutes from quietAt ${quiet.from} overlap; give "quietAt" another time`,
      );
    }
    const other = peaks.slice(index + 1).find(each => overlaps(peak, each));
    if (other === undefined) return;
    problems.add(
      'ScalingPeakConflict',
      `the peaks from ${peak.from} to ${peak.to} and from ${other.from} to ${other.to} overlap, and the end of the one would ` +
        'end the other; make them one peak, or let one begin where the other ends',
    );
  });
}

function checkTime(time: string, problems: Problems): void {
  if (minuteOf(time) !== undefined) return;
  problems.add('ScalingTimeInvalid', `"${time}" is no time of the day; give hours and minutes, such as "07:30"`);
}

/** Peaks of other days may have the same hours; what their days are is not looked at where both name some. */
function overlaps(one: Hours, other: Hours): boolean {
  if (one.weekDays !== undefined && other.weekDays !== undefined && one.weekDays !== other.weekDays) return false;
  const [from, to, begin, end] = [one.from, one.to, other.from, other.to].map(minuteOf);
  if (from === undefined || to === undefined || begin === undefined || end === undefined) return false;
  const after = (minute: number, start: number): number => (minute - start + MINUTES_A_DAY) % MINUTES_A_DAY;
  return after(begin, from) < after(to, from) || after(from, begin) < after(end, begin);
}
