import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';

/** What a machine keeps on record, by two keys that are texts. Regional on purpose: a region recovers what is its own. */
export function createRecordsTable(scope: Construct, partitionKey: string, sortKey: string): Table {
  return new Table(scope, 'Records', {
    partitionKey: { name: partitionKey, type: AttributeType.STRING },
    sortKey: { name: sortKey, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.DEFAULT,
    timeToLiveAttribute: 'expires',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    // It has no name of its own, so one that a failed deployment leaves is in nobody's way.
    removalPolicy: RemovalPolicy.RETAIN,
    deletionProtection: true,
  });
}
