import { replicationLinks, staysInRegion } from '../../assembly/relations/replication';
import { type Rule } from '../rule';

export const bucketReplicationOneWay: Rule = {
  id: 'resilience-bucket-replication-one-way',
  area: 'data',
  severity: 'warning',
  title: 'Buckets of two regions replicate both ways',
  why: 'What is written to the surviving region during an outage never comes back: after failback it is missing.',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-walkthrough-bidirectional.html',
  check(model, report) {
    const links = replicationLinks(model);
    const known = new Set(links.map(link => `${link.source.key} ${link.destination?.key}`));
    for (const link of links) {
      const { source, destination } = link;
      if (destination && !staysInRegion(link) && !known.has(`${destination.key} ${source.key}`)) {
        report(
          destination,
          `"${source.path}" replicates to it, and it does not replicate back`,
          'add the replication in the other direction',
        );
      }
    }
  },
};
