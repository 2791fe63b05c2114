import { type AppModel } from '../app-model';
import { type Resource } from '../resource';

/** Databases that stand for themselves: clusters, and instances that belong to none and are nobody's replica. */
export function databases(model: AppModel): Resource[] {
  return [
    ...model.ofType('AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'),
    ...model
      .ofType('AWS::RDS::DBInstance')
      .filter(instance => instance.lacks('DBClusterIdentifier') && instance.lacks('SourceDBInstanceIdentifier')),
  ];
}
