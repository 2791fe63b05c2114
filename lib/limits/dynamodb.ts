/** What DynamoDB takes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
export const DYNAMODB = {
  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
  tableName: { least: 3, most: 255 },

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html */
  recoveryDays: { least: 1, most: 35 },

  /** The latest restorable time of point-in-time recovery lies so far back. */
  restorableSeconds: 300,

  /** "Usually within a second" from one region to another: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html */
  replicationSeconds: 1,
} as const;
