import { fixOf, type LackingRight } from '../../assembly/grants.js';

function lacking(changes: Partial<LackingRight>): LackingRight {
  return {
    action: 'dynamodb:PutItem',
    resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/files',
    resourcePath: 'App/Files',
    caller: 'App/Ingest',
    isExplicit: false,
    ...changes,
  };
}

describe('the line that mends a refusal', () => {
  test.each<[string, string, Partial<LackingRight>]>([
    ['writing to a table', 'files.grantWriteData(ingest)', {}],
    [
      "a table within somebody's construct",
      'files.grantWriteData(api)',
      { resourcePath: 'App/us-east-1/Files/Table', caller: 'App/us-east-1/Api/Function' },
    ],
    [
      'a table of a stack',
      'table.grantWriteData(function)',
      { resourcePath: 'App/us-east-1/Table', caller: 'East/Function' },
    ],
    ['reading from a table', 'files.grantReadData(ingest)', { action: 'dynamodb:Query' }],
    ["reading a table's stream", 'files.grantStreamRead(ingest)', { action: 'dynamodb:GetRecords' }],
    ['reading objects', 'uploads.grantRead(ingest)', { action: 's3:GetObject', resourcePath: 'App/Uploads' }],
    ['sending messages', 'orders.grantSendMessages(ingest)', { action: 'sqs:SendMessage', resourcePath: 'App/Orders' }],
    [
      'consuming messages',
      'orders.grantConsumeMessages(ingest)',
      { action: 'sqs:DeleteMessage', resourcePath: 'App/Orders' },
    ],
    ['publishing', 'news.grantPublish(ingest)', { action: 'sns:Publish', resourcePath: 'App/News' }],
    ['decrypting', 'key.grantDecrypt(ingest)', { action: 'kms:Decrypt', resourcePath: 'App/Key' }],
    [
      'what no construct of the app stands for',
      "ingest.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:PutItem'], resources: ['arn:aws:dynamodb:us-east-1:123456789012:table/files'] }))",
      { resourcePath: null },
    ],
    [
      'an explicit Deny',
      "take dynamodb:PutItem out of the Deny statement, or narrow the statement's resources",
      { isExplicit: true },
    ],
    [
      'a role that trusts somebody else',
      "assumedBy: new ServicePrincipal('lambda.amazonaws.com')",
      { action: 'sts:AssumeRole', service: 'lambda.amazonaws.com' },
    ],
    [
      'passing a role',
      'replicator.grantPassRole(ingest)',
      { action: 'iam:PassRole', resource: 'arn:aws:iam::1:role/replicator' },
    ],
    [
      'a service that calls a function',
      "notify.addPermission('Invoke', { principal: new ServicePrincipal('sns.amazonaws.com'), sourceArn: 'arn:aws:sns:us-east-1:1:news' })",
      {
        action: 'lambda:InvokeFunction',
        resourcePath: 'App/Notify',
        service: 'sns.amazonaws.com',
        source: 'arn:aws:sns:us-east-1:1:news',
      },
    ],
    [
      'a service that sends to a queue',
      "orders.grantSendMessages(new ServicePrincipal('events.amazonaws.com', { conditions: { ArnEquals: { 'aws:SourceArn': 'arn:rule' } } }))",
      { action: 'sqs:SendMessage', resourcePath: 'App/Orders', service: 'events.amazonaws.com', source: 'arn:rule' },
    ],
  ])('for %s', (_, fix, changes) => {
    expect(fixOf(lacking(changes))).toBe(fix);
  });
});
