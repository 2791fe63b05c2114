import { databases } from '../../assembly/relations/databases';
import { type Rule } from '../rule';

export const databaseDeletionProtection: Rule = {
  id: 'resilience-database-deletion-protection',
  area: 'data',
  severity: 'warning',
  title: 'A database has deletion protection',
  why: 'One call deletes a database with its data and its automated backups; deletion protection refuses it.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html',
  check(model, report) {
    for (const database of [...databases(model), ...model.ofType('AWS::RDS::GlobalCluster')]) {
      if (database.isNotTrue('DeletionProtection') && database.raw.DeletionPolicy !== 'Delete') {
        report(database, 'deletion protection is off', 'set DeletionProtection to true');
      }
    }
  },
};
