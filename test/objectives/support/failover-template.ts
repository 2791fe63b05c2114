/** What a random failover is configured with. */
export interface FailoverSettings {
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
      Primary: record('PRIMARY', 'us-east-1', 'PrimaryHealth', settings),
      Secondary: record('SECONDARY', 'us-west-2', 'SecondaryHealth', settings),
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

function record(failover: 'PRIMARY' | 'SECONDARY', region: string, check: string, { ttlSeconds }: FailoverSettings) {
  return {
    Type: 'AWS::Route53::RecordSet',
    Properties: {
      Name: 'files.example.com.',
      Type: 'CNAME',
      TTL: String(ttlSeconds),
      HostedZoneId: 'Z0123456789ABCDEFGHIJ',
      SetIdentifier: failover,
      Failover: failover,
      HealthCheckId: { Ref: check },
      ResourceRecords: [`d-abc.execute-api.${region}.amazonaws.com`],
    },
  };
}
