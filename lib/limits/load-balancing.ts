/** What a target group takes where its template says nothing: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html */
export const TARGET_GROUP = {
  intervalSeconds: 30,
  timeoutSeconds: 5,
  unhealthyThreshold: 2,

  /** Functions as targets have defaults of their own. */
  ofFunctions: { intervalSeconds: 35, timeoutSeconds: 30 },
} as const;
