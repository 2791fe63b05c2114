import { type Claim } from '../claim';
import { anyMethodArn, ruleWithoutRight, mappingWithoutRight, parametersByPath } from '../checks/permissions';

export const PERMISSIONS: readonly Claim[] = [
  {
    id: 'any-method-arn',
    what: 'Which method the source ARN names when API Gateway calls a function for a route of ANY method',
    where:
      '[drill/cloud/iam/services.py](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/drill/cloud/iam/services.py), `http_route` and `rest_method`',
    why: '[the page on ARNs](https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html) shows single methods',
    change: 'the list of verbs; until then such a call is refused only if every form of it would be',
    local: 'lets both methods in',
    check: anyMethodArn,
  },
  {
    id: 'rule-without-right',
    what: "What becomes of an event that a queue's policy does not let in",
    where: '`rule_target` in the same file',
    why: "[the page on retries](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html) says that errors of permissions are not retried, and go to the rule's dead letters if it has any",
    change: 'the drill keeps it for the dead letters',
    local: 'drops the event and counts it, with `--iam enforce`',
    check: ruleWithoutRight,
  },
  {
    id: 'mapping-without-right',
    what: 'An event source mapping whose function may not read the queue',
    where:
      '`readable` in [drill/cloud/iam/roles.py](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/drill/cloud/iam/roles.py)',
    why: '[CreateEventSourceMapping](https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html) names an error that it may be; so does the drill with `--iam enforce`, and by default it deploys the mapping and names the right',
    change: 'nothing is refused',
    local: 'creates it, and refuses it with `--iam enforce`',
    check: mappingWithoutRight,
  },
  {
    id: 'refused-task',
    what: "The error of a Step Functions task whose role lacks the right is named by the service and its client's exception: `SQS.AmazonSQSException`, `DynamoDb.DynamoDbException` for `aws-sdk`",
    where:
      '`REFUSED` in [drill/cloud/iam/roles.py](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/drill/cloud/iam/roles.py)',
    why: '[the page on errors](https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html) names `States.Permissions`; users report `Lambda.AWSLambdaException`',
    settledBy:
      'a state machine with one task of each service under a role without rights: `aws stepfunctions start-execution --state-machine-arn <arn>`, `aws stepfunctions describe-execution --execution-arn <arn> --query error`',
    change: 'the names; a `Catch` of `States.TaskFailed` or `States.ALL` takes all of them',
    local: 'names them so',
  },
  {
    id: 'parameters-by-path',
    what: 'Whether `ssm:GetParametersByPath` is judged by `parameter/path` or by what is below it',
    where:
      '`named_resource` in [drill/cloud/iam/requests.py](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/drill/cloud/iam/requests.py)',
    why: '[the page on access](https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html) shows both forms',
    change: 'the resource; until then such a call is undecided',
    local: 'cannot tell, and lets the call pass',
    check: parametersByPath,
  },
];
