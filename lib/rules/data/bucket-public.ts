import { type Rule } from '../rule';

export const bucketPublic: Rule = {
  id: 'resilience-bucket-public',
  area: 'data',
  severity: 'warning',
  title: 'No bucket switches the block of public access off',
  why: 'S3 blocks it on every new bucket. Where a template switches a part of that off, one policy or ACL too many is enough for anybody to read, or to delete, what is in it.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  check(model, report) {
    for (const bucket of model.ofType('AWS::S3::Bucket')) {
      // What a configuration leaves out is off; a bucket without one has all four on since April 2023.
      // A website bucket is public because that is what it is for.
      if (bucket.lacks('PublicAccessBlockConfiguration') || !bucket.lacks('WebsiteConfiguration')) continue;
      const open = BLOCKS.filter(block => bucket.isNotTrue(`PublicAccessBlockConfiguration.${block}`));
      if (open.length > 0) {
        report(
          bucket,
          `${open.join(', ')} ${open.length > 1 ? 'are' : 'is'} not on`,
          'set all four of PublicAccessBlockConfiguration (BlockPublicAccess.BLOCK_ALL)',
        );
      }
    }
  },
};

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
