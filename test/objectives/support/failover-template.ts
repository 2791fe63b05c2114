/** How the two records of a name are chosen between. */
export type Choice =
  | { readonly by: 'failover' }
  | { readonly by: 'latency' }
  | { readonly by: 'weight'; readonly weights: readonly [lost: number, other: number] };

/** What a random failover is configured with. */
export interface FailoverSettings {
  readonly choice: Choice;
  readonly intervalSeconds: number;
  readonly failureThreshold: number;
  readonly ttlSeconds: number;
  readonly clientTimeoutSeconds: number;
  readonly propagationSeconds: number;
}

/** The one thing that model and simulation share: a template as CDK would write it. */
export type FailoverTemplate = ReturnType<typeof failoverTemplate>;

export function failoverTemplate(settings: FailoverSettings) {
  const { clientTimeoutSeconds, propagationSeconds } = settings;
  return {
    Metadata: { RecoveryObjectives: { clientTimeoutSeconds, propagationSeconds } },
    Resources: {
      PrimaryHealth: healthCheck('us-east-1', settings),
      SecondaryHealth: healthCheck('us-west-2', settings),
      Primary: record(0, 'us-east-1', 'PrimaryHealth', settings),
      Secondary: record(1, 'us-west-2', 'SecondaryHealth', settings),
    },
  };
}

function healthCheck(region: string, { intervalSeconds, failureThreshold }: FailoverSettings) {
  return {
    Type: 'AWS::Route53::HealthCheck',
    Properties: {
      HealthCheckConfig: {
        Type: 'HTTPS',
        FullyQualifiedDomainName: `abc.execute-api.${region}.amazonaws.com`,
        ResourcePath: '/health',
        RequestInterval: intervalSeconds,
        FailureThreshold: failureThreshold,
      },
    },
  };
}

/** The properties that say when a record is the answer. */
interface ChoiceProperties {
  readonly Failover?: 'PRIMARY' | 'SECONDARY';
  readonly Weight?: number;
  readonly Region?: string;
}

function record(index: 0 | 1, region: string, check: string, { ttlSeconds, choice }: FailoverSettings) {
  return {
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      Name: 'files.example.com.',
      Type: 'CNAME',
      TTL: String(ttlSeconds),
      HostedZoneId: 'Z0123456789ABCDEFGHIJ',
      SetIdentifier: region,
      ...choiceOf(index, region, choice),
      HealthCheckId: { Ref: check },
      ResourceRecords: [`d-abc.execute-api.${region}.amazonaws.com`],
    },
  };
}

function choiceOf(index: 0 | 1, region: string, choice: Choice): ChoiceProperties {
  switch (choice.by) {
    case 'failover':
      return { Failover: index === 0 ? 'PRIMARY' : 'SECONDARY' };
    case 'latency':
      return { Region: region };
    case 'weight':
      return { Weight: choice.weights[index] };
  }
}
