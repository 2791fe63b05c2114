import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { toRecords, valueAt } from '../../assembly/value';
import { type Rule } from '../rule';

export const bucketNotTlsOnly: Rule = {
  id: 'resilience-bucket-not-tls-only',
  area: 'data',
  severity: 'warning',
  title: 'A bucket refuses requests without TLS',
  why: 'Data and credentials in plain HTTP can be read and changed on the way.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  check(model, report) {
    const protectedBuckets = model.remember(tlsOnlyBuckets);
    for (const bucket of model.ofType('AWS::S3::Bucket')) {
      // The endpoint of a website bucket speaks HTTP only: the policy would close it.
      if (!protectedBuckets.has(bucket) && bucket.lacks('WebsiteConfiguration')) {
        report(
          bucket,
          'no bucket policy denies requests without TLS',
          'deny s3:* where aws:SecureTransport is false (enforceSSL: true)',
        );
      }
    }
  },
};

function tlsOnlyBuckets(model: AppModel): Set<Resource> {
  const found = new Set<Resource>();
  for (const policy of model.ofType('AWS::S3::BucketPolicy')) {
    const bucket = model.find(policy.text('Bucket'), ['AWS::S3::Bucket'], policy);
    if (bucket && toRecords(policy.get('PolicyDocument.Statement')).some(deniesPlainHttp)) found.add(bucket);
  }
  return found;
}

function deniesPlainHttp(statement: Record<string, unknown>): boolean {
  return statement.Effect === 'Deny' && String(valueAt(statement, 'Condition.Bool.aws:SecureTransport')) === 'false';
}
