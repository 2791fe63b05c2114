import { replicationLinks } from '../../assembly/relations/replication';
import { type Rule } from '../rule';

export const bucketReplicationToItself: Rule = {
  id: 'resilience-bucket-replication-to-itself',
  area: 'data',
  severity: 'error',
  title: 'A bucket does not replicate to itself',
  why: 'S3 refuses it, so the deployment fails.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication.html',
  check(model, report) {
    for (const { source, destination, destinationArn } of replicationLinks(model)) {
      if (destination === source || destinationArn === source.arn) {
        report(source, 'its replication names the bucket itself as destination', "name the other region's bucket");
      }
    }
  },
};
