/** A list price, and the page that it was read on. */
export interface Price {
  readonly usd: number;
  readonly per: string;
  readonly source: string;
}

/**
 * When these prices were known. They are list prices of us-east-1 without free tiers or discounts, written down by hand:
 * nothing is fetched, so they may have changed since. A month has 730 hours.
 */
export const PRICES_KNOWN_ON = '2025-06-01';

/** Region that the prices are of. */
export const PRICES_REGION = 'us-east-1';

const ROUTE_53 = 'https://aws.amazon.com/route53/pricing/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const S3 = 'https://aws.amazon.com/s3/pricing/';

export const PRICES = {
  healthCheck: { usd: 0.5, per: 'health check of an AWS endpoint and month', source: ROUTE_53 },
  healthCheckFeature: {
    usd: 1,
    per: 'feature (HTTPS, fast interval, string matching, latency) and month',
    source: ROUTE_53,
  },
  healthRequests: {
    usd: 1.2,
    per: 'million requests to an HTTP API and its function; logs come on top',
    source: 'https://aws.amazon.com/api-gateway/pricing/',
  },
  alarm: { usd: 0.1, per: 'metric of an alarm and month', source: CLOUDWATCH },
  fastAlarm: { usd: 0.3, per: 'metric of an alarm with a period below one minute, and month', source: CLOUDWATCH },
  compositeAlarm: { usd: 0.5, per: 'composite alarm and month', source: CLOUDWATCH },
  dashboard: { usd: 3, per: 'dashboard and month', source: CLOUDWATCH },
  provisionedGbMonthArm: { usd: 8.76, per: 'GB of provisioned concurrency and month (arm64)', source: LAMBDA },
  provisionedGbMonthX86: { usd: 10.95, per: 'GB of provisioned concurrency and month (x86_64)', source: LAMBDA },
  key: { usd: 1, per: 'key and month', source: 'https://aws.amazon.com/kms/pricing/' },
  secret: { usd: 0.4, per: 'secret and month', source: 'https://aws.amazon.com/secrets-manager/pricing/' },
  natGateway: { usd: 32.85, per: 'NAT gateway and month', source: 'https://aws.amazon.com/vpc/pricing/' },
  loadBalancer: {
    usd: 16.43,
    per: 'load balancer and month',
    source: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
  },
  shardMonth: { usd: 10.95, per: 'shard and month', source: 'https://aws.amazon.com/kinesis/data-streams/pricing/' },
  tableReplicatedWrites: { usd: 0.625, per: 'million replicated write units', source: DYNAMODB },
  tableStorage: { usd: 0.25, per: 'GB and month', source: DYNAMODB },
  bucketStorage: { usd: 0.023, per: 'GB and month', source: S3 },
  bucketTransfer: { usd: 0.02, per: 'GB copied between regions', source: S3 },
  bucketTimeControl: { usd: 0.015, per: 'GB under replication time control', source: S3 },
  backupStorage: { usd: 0.1, per: 'GB of table backup and month', source: 'https://aws.amazon.com/backup/pricing/' },
} as const satisfies Record<string, Price>;
