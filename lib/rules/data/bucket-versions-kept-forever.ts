import { isOpaque } from '../../assembly/value';
import { type Rule } from '../rule';

export const bucketVersionsKeptForever: Rule = {
  id: 'resilience-bucket-versions-kept-forever',
  area: 'data',
  severity: 'warning',
  title: 'A versioned bucket expires what is no longer current',
  why: 'Every overwrite and every delete keeps its predecessor for ever: cost grows without end, and somebody switches versioning off.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html',
  check(model, report) {
    for (const bucket of model.ofType('AWS::S3::Bucket')) {
      if (
        bucket.text('VersioningConfiguration.Status') !== 'Enabled' ||
        isOpaque(bucket.get('LifecycleConfiguration'))
      ) {
        continue;
      }
      const expires = bucket
        .records('LifecycleConfiguration.Rules')
        .filter(rule => rule.Status !== 'Disabled')
        .some(
          rule =>
            rule.NoncurrentVersionExpiration ??
            rule.NoncurrentVersionExpirationInDays ??
            rule.NoncurrentVersionTransitions,
        );
      if (!expires) {
        report(bucket, 'noncurrent versions never expire', 'add a lifecycle rule with NoncurrentVersionExpiration');
      }
    }
  },
};
