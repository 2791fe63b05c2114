import { isOpaque } from '../../assembly/value';
import { type Rule } from '../rule';

export const tableHomeReplicaMissing: Rule = {
  id: 'resilience-table-home-replica-missing',
  area: 'data',
  severity: 'error',
  title: 'A global table has a replica in the region of its stack',
  why: 'CloudFormation creates the table where its stack is, and refuses one without a replica there.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-globaltable.html',
  check(model, report) {
    for (const table of model.ofType('AWS::DynamoDB::GlobalTable')) {
      const regions = table.records('Replicas').map(replica => String(replica.Region));
      if (
        table.region !== undefined &&
        regions.length > 0 &&
        !regions.includes(table.region) &&
        !regions.some(isOpaque)
      ) {
        report(
          table,
          `its stack is in ${table.region}, and its replicas in ${regions.join(', ')}`,
          `add a replica in ${table.region}`,
        );
      }
    }
  },
};
