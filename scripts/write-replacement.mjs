// Writes lib/limits/replacement.ts: the properties whose change makes CloudFormation replace a resource, from AWS's registry
// schemas as CDK publishes them.
// usage: node scripts/write-replacement.mjs   (npm run limits:replacement)
import { writeFileSync } from 'node:fs';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

const OUT = 'lib/limits/replacement.ts';

/** Services of serverless apps and of their data. */
const SERVICES =
  'ApiGateway ApiGatewayV2 AppSync ApplicationAutoScaling Backup CertificateManager CloudFront CloudWatch CodeDeploy Cognito DocDB DynamoDB EFS ElastiCache ElasticLoadBalancingV2 Events FIS IAM Kinesis KinesisFirehose KMS Lambda Logs Neptune OpenSearchService Pipes RDS Route53 Route53RecoveryControl S3 Scheduler SecretsManager SNS SQS SSM StepFunctions Synthetics';
/** Nested properties, which the database knows no replacement of: the schemas' `createOnlyProperties`. */
const NESTED = {
  'AWS::Route53::HealthCheck': [
    'HealthCheckConfig.MeasureLatency',
    'HealthCheckConfig.RequestInterval',
    'HealthCheckConfig.Type',
  ],
};

const wanted = new Set(SERVICES.split(' ').map(service => `AWS::${service}`));
const replacing = [...loadAwsServiceSpecSync().all('resource')]
  .filter(({ cloudFormationType: type }) => wanted.has(type.slice(0, type.lastIndexOf('::'))))
  .map(({ cloudFormationType: type, properties }) => {
    const certain = Object.entries(properties).filter(([, { causesReplacement }]) => causesReplacement === 'yes');
    return [type, [...certain.map(([name]) => name), ...(NESTED[type] ?? [])].sort()];
  })
  .filter(([, properties]) => properties.length > 0)
  .sort(([a], [b]) => (a < b ? -1 : 1));

writeFileSync(
  OUT,
  `// Written by: npm run limits:replacement

/**
 * Properties whose change makes CloudFormation replace the resource, by type: \`createOnlyProperties\` of the registry schemas.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
export const REPLACING_PROPERTIES: Readonly<Record<string, string>> = {
${replacing.map(([type, properties]) => `  '${type}': '${properties.join(' ')}',`).join('\n')}
};
`,
);
