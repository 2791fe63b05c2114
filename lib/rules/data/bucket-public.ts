import type { Rule } from '../rule';

export const bucketPublic: Rule = {
  id: 'resilience-bucket-public',
  area: 'data',
  severity: 'warning',
  title: 'A bucket blocks public access',
  why: 'One policy or ACL too many, and anybody reads, or deletes, what is in it.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  check(model, report) {
    for (const bucket of model.ofType('AWS::S3::Bucket')) {
      const open = BLOCKS.filter(block => bucket.isNotTrue(`PublicAccessBlockConfiguration.${block}`));
      if (open.length > 0)
        report(
          bucket,
          `${open.join(', ')} ${open.length > 1 ? 'are' : 'is'} not on`,
          'set all four of PublicAccessBlockConfiguration (BlockPublicAccess.BLOCK_ALL)',
        );
    }
  },
};

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
