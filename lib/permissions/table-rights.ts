import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { grantKey } from './encryption-keys';

/** What DynamoDB does with a table's key for whoever calls it: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const KEY_ACTIONS = ['kms:Encrypt', 'kms:DescribeKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/** Lets a function do some things to the items of a table, under a key of one's own too. */
export function grantItems(table: ITable, handler: IFunction, actions: readonly string[]): void {
  table.grant(handler, ...actions.map(action => `dynamodb:${action}`));
  grantKey(table.encryptionKey, handler, ...KEY_ACTIONS);
}
