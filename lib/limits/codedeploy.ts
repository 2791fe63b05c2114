/** Deployments of functions: https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html */
export const CODEDEPLOY = {
  /** Longest time between the first and the last shift of traffic. */
  longestShiftMinutes: 2880,

  /** Share of the first shift, and of each one of a linear deployment: https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations-create.html */
  percent: { least: 1, most: 99 },
} as const;
