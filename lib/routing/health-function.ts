import { type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Function, type IFunction, Tracing } from 'aws-cdk-lib/aws-lambda';
import { type IBucket } from 'aws-cdk-lib/aws-s3';
import { Duration, Stack, Token } from 'aws-cdk-lib/core';
import { type Construct, type IConstruct } from 'constructs';
import { createRuntimeFunction } from '../function/runtime-function';
import { accept } from '../private/accepted-findings';
import { fail } from '../private/errors';
import { regionOfResource } from '../regions/foreign-region';
import { type AskedRoute } from './asked-route';

/** What a health function asks. */
export interface HealthFunctionProps {
  readonly tables?: ITable[];
  readonly buckets?: IBucket[];
  readonly cacheFor: Duration;
  readonly reservedConcurrency?: number;
  /** The service's own function, and the requests that it is called with. */
  readonly handler: IFunction;
  readonly asked: readonly AskedRoute[];
}

/** The function that answers a health route, with the rights to ask and no others. */
export function createHealthFunction(scope: Construct, props: HealthFunctionProps): Function {
  const { tables = [], buckets = [], handler, asked } = props;
  for (const table of tables) validateOwnRegion(scope, table, regionOfResource(table, table.tableArn));
  for (const bucket of buckets) validateOwnRegion(scope, bucket, bucket.env.region);
  const created = createRuntimeFunction(scope, 'Health', {
    asset: 'health',
    description: 'Answers whether this region can serve',
    timeout: Duration.seconds(3),
    // A cold start has to fit into the 2 s of a health checker, and CPU comes with memory.
    memorySize: 512,
    // Health checkers ask more than four million times a month, used or not: traces would cost most of the route.
    tracing: Tracing.DISABLED,
    reservedConcurrency: props.reservedConcurrency,
    environment: renderEnvironment(props),
  });
  accept(created, 'openRoutes', 'Serverless-LambdaTracing');
  for (const table of tables) grantCount(table, created);
  for (const bucket of buckets) grantAction(created, 's3:ListBucket', bucket.bucketArn);
  if (asked.length > 0) grantAction(created, 'lambda:InvokeFunction', handler.functionArn);
  return created;
}

function renderEnvironment(props: HealthFunctionProps): Record<string, string> {
  const { tables = [], buckets = [], cacheFor, handler, asked } = props;
  return {
    TABLE_NAMES: tables.map(table => table.tableName).join(','),
    BUCKET_NAMES: buckets.map(bucket => bucket.bucketName).join(','),
    CACHE_SECONDS: String(cacheFor.toSeconds({ integral: false })),
    ...(asked.length > 0 && { HANDLER_ARN: handler.functionArn, HANDLER_ROUTES: JSON.stringify(asked) }),
  };
}

function grantAction(handler: IFunction, action: string, resource: string): void {
  handler.addToRolePolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
}

// The right to count reveals no item, unlike the right to read one.
function grantCount(table: ITable, handler: IFunction): void {
  handler.addToRolePolicy(
    new PolicyStatement({
      actions: ['dynamodb:Scan'],
      resources: [table.tableArn],
      conditions: { StringEquals: { 'dynamodb:Select': 'COUNT' } },
    }),
  );
  table.encryptionKey?.grantDecrypt(handler);
}

function validateOwnRegion(scope: Construct, dependency: IConstruct, there: string): void {
  const here = Stack.of(scope).region;
  if (Token.isUnresolved(here) || Token.isUnresolved(there) || here === there) return;
  fail(
    scope,
    'HealthOfOtherRegion',
    `"${dependency.node.path}" is in "${there}" and the health route in "${here}": the loss of "${there}" would make "${here}" look ill too; ` +
      'give the part that is in the same region, with inRegion(stack)',
  );
}
