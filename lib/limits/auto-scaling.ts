/** Provisioned concurrency by load and by time: https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html */
export const PROVISIONED_CONCURRENCY = {
  /** At 0 there is no configuration that a deployment could keep, and Lambda takes none: https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html */
  least: 1,

  /** Share of it that is in use, and at which it is kept. */
  utilization: { least: 0.1, most: 0.9 },
} as const;
