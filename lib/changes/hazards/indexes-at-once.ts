import { toText } from '../../assembly/value';
import { type Hazard } from '../hazard';

export const indexesAtOnce: Hazard = {
  id: 'indexes-at-once',
  outcome: 'refused',
  title: 'An update adds or removes one global secondary index of a table.',
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-dynamodb-table-globalsecondaryindex.html',
  check({ changes }, report) {
    for (const { fate, before, after } of changes) {
      if (fate !== 'updated' || !/^AWS::DynamoDB::(Global)?Table$/.test(after!.type)) continue;
      const [old, now] = [before!, after!].map(table =>
        table.records('GlobalSecondaryIndexes').map(({ IndexName }) => toText(IndexName) ?? ''),
      );
      const moved = [...old.filter(it => !now.includes(it)), ...now.filter(it => !old.includes(it))];
      if (moved.length <= 1) continue;
      report(
        after!,
        `the indexes ${moved.join(', ')} come and go in one update, and DynamoDB takes one`,
        'deploy once for each index',
      );
    }
  },
};
