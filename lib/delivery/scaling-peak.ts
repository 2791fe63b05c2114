/** Hours of each day in which more is needed than the load alone would bring in time. */
export interface ScalingPeak {
  /** When it begins, as `07:30`, in the scaling's time zone. Begin early: new environments take some minutes. */
  readonly from: string;

  /** When it ends, as `19:00`. An hour before `from` is on the next day. */
  readonly to: string;

  /** Least executions that are ready meanwhile. */
  readonly min: number;

  /**
   * Days on which it begins, as in a cron expression, such as `MON-FRI`.
   *
   * @default - every day
   */
  readonly weekDays?: string;
}
