/** Experiments of AWS FIS: https://docs.aws.amazon.com/general/latest/gr/fis.html */
export const FIS = {
  /** https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html */
  durationSeconds: { least: 60, most: 43_200 },

  /** https://docs.aws.amazon.com/general/latest/gr/fis.html */
  stopConditions: 5,

  /** https://docs.aws.amazon.com/fis/latest/APIReference/API_CreateExperimentTemplateTargetInput.html */
  targetArns: 5,

  /** Buckets of one `aws:s3:bucket-pause-replication`: https://docs.aws.amazon.com/general/latest/gr/fis.html */
  targetBuckets: 20,

  /** https://docs.aws.amazon.com/fis/latest/APIReference/API_CreateExperimentTemplate.html */
  descriptionLength: 512,
  tagLength: 256,

  /** https://docs.aws.amazon.com/fis/latest/userguide/use-lambda-actions.html */
  percentage: { least: 1, most: 100 },
} as const;
