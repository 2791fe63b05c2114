/** A call that was refused, as far as the sentence that mends it depends on it. */
export interface LackingRight {
  readonly action: string;
  readonly resource: string;
  /** Construct path of the resource, where it is the app's own. */
  readonly resourcePath: string | null;
  /** Construct path of who called, or its name. */
  readonly caller: string;
  /** Service that the resource's policy has to let in, and the ARN for which it calls. */
  readonly service?: string;
  readonly source?: string;
  readonly isExplicit: boolean;
}

/** Methods of CDK's constructs that grant an action; the first pattern that matches. */
const GRANTS: readonly (readonly [pattern: RegExp, method: string])[] = [
  [/^dynamodb:(GetRecords|GetShardIterator|DescribeStream|ListStreams)$/, 'grantStreamRead'],
  [/^dynamodb:(BatchGetItem|GetItem|Query|Scan|ConditionCheckItem|DescribeTable)$/, 'grantReadData'],
  [/^dynamodb:(BatchWriteItem|PutItem|UpdateItem|DeleteItem)$/, 'grantWriteData'],
  [/^s3:(GetObject.*|GetBucket.*|List.*)$/, 'grantRead'],
  [/^s3:(PutObject.*|Abort.*)$/, 'grantPut'],
  [/^s3:DeleteObject/, 'grantDelete'],
  [/^sqs:(SendMessage|GetQueueUrl)$/, 'grantSendMessages'],
  [/^sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueAttributes)$/, 'grantConsumeMessages'],
  [/^sqs:PurgeQueue$/, 'grantPurge'],
  [/^sns:Publish$/, 'grantPublish'],
  [/^sns:Subscribe$/, 'grantSubscribe'],
  [/^lambda:InvokeFunctionUrl$/, 'grantInvokeUrl'],
  [/^lambda:InvokeFunction$/, 'grantInvoke'],
  [/^events:PutEvents$/, 'grantPutEventsTo'],
  [/^states:StartExecution$/, 'grantStartExecution'],
  [/^states:StartSyncExecution$/, 'grantStartSyncExecution'],
  [/^states:(Describe|List)/, 'grantRead'],
  [/^kms:Decrypt$/, 'grantDecrypt'],
  [/^kms:(Encrypt|GenerateDataKey.*|ReEncrypt.*)$/, 'grantEncrypt'],
  [/^(secretsmanager:(Get|Describe)|ssm:Get)/, 'grantRead'],
  [/^(secretsmanager:(Put|Update)|ssm:Put)/, 'grantWrite'],
  [/^kinesis:(Get|Describe|List)/, 'grantRead'],
  [/^kinesis:Put/, 'grantWrite'],
];

/** The line of a CDK app that gives a right, or what else mends the refusal. */
export function fixOf(right: LackingRight): string {
  const { action, resource, service } = right;
  if (right.isExplicit) return `take ${action} out of the Deny statement, or narrow the statement's resources`;
  if (action === 'sts:AssumeRole' && service !== undefined) return `assumedBy: new ServicePrincipal('${service}')`;
  if (action === 'iam:PassRole') return `${variable(nameIn(resource))}.grantPassRole(${variable(right.caller)})`;
  if (service !== undefined) return letIn(right, service);
  const method = GRANTS.find(([pattern]) => pattern.test(action))?.[1];
  if (method !== undefined && right.resourcePath !== null) {
    return `${variable(right.resourcePath)}.${method}(${variable(right.caller)})`;
  }
  const statement = `new PolicyStatement({ actions: ['${action}'], resources: ['${resource}'] })`;
  return `${variable(right.caller)}.addToRolePolicy(${statement})`;
}

/** What a resource's policy needs to let a service in. */
function letIn({ action, resource, resourcePath, source }: LackingRight, service: string): string {
  const target = variable(resourcePath ?? nameIn(resource));
  const conditions = `{ conditions: { ArnEquals: { 'aws:SourceArn': '${source}' } } }`;
  if (action.startsWith('sqs:')) {
    return `${target}.grantSendMessages(new ServicePrincipal('${service}', ${conditions}))`;
  }
  if (action.startsWith('sns:')) return `${target}.grantPublish(new ServicePrincipal('${service}', ${conditions}))`;
  if (service === 'anyone') return `${target}.addFunctionUrl({ authType: FunctionUrlAuthType.NONE })`;
  return `${target}.addPermission('Invoke', { principal: new ServicePrincipal('${service}'), sourceArn: '${source}' })`;
}

/** What a construct calls the resource that it is about; `App/us-east-1/Queue` is no such construct. */
const GENERIC = /(?<=.\/.*[^\d/])\/(Function|Table|Bucket|Queue|Topic|Role|Resource)$/;

/** `Ingest-us-east-1/Files` gives `files`: what its author may have called it. */
function variable(path: string): string {
  const words = path
    .replace(GENERIC, '')
    .split('/')
    .at(-1)!
    .split(/[^A-Za-z0-9]+/)
    .filter(word => word !== '');
  const joined = words.map((word, i) => (i === 0 ? word : word[0].toUpperCase() + word.slice(1))).join('');
  const name = joined === '' ? 'it' : joined[0].toLowerCase() + joined.slice(1);
  return /^\d/.test(name) ? `_${name}` : name;
}

function nameIn(arn: string): string {
  return arn.split(/[:/]/).at(-1)!;
}
