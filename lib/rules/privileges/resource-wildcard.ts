import { grants } from '../../assembly/relations/policies';
import { type Rule } from '../rule';

export const resourceWildcard: Rule = {
  id: 'resilience-resource-wildcard',
  area: 'privileges',
  severity: 'warning',
  title: 'A policy names the resources whose data it allows to use',
  why: 'With Resource "*" a mistake in one function reaches every table, queue and bucket of the account.',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  check(model, report) {
    for (const grant of grants(model)) {
      if (!grant.resources.includes('*') || grant.conditional) continue;
      const [action] = grant.actions.filter(
        each => DATA.test(each) && !READS_THE_ACCOUNT.test(each) && !READS_SETTINGS.test(each),
      );
      if (action) {
        report(grant.resource, `a statement allows "${action}" on Resource "*"`, 'name the ARNs of the resources');
      }
    }
  },
};

/** Services whose actions take the ARN of a resource. */
const DATA = /^(dynamodb|s3|sqs|sns|lambda|kms|secretsmanager|ssm|states|events|kinesis|iam|sts):/i;

/** Reading of settings: nothing is changed by it, and no data is read. */
const READS_SETTINGS = /^(iam|lambda|sns|sqs|events|states|kms):Get\w*$/i;

/** Actions for which AWS allows nothing but "*": https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const READS_THE_ACCOUNT =
  /^(\w+:(List|Describe|Search)\w*|s3:(ListAllMyBuckets|GetAccountPublicAccessBlock|HeadBucket)|sts:(GetCallerIdentity|GetServiceBearerToken)|kms:(CreateKey|GenerateRandom)|lambda:(GetAccountSettings|CreateEventSourceMapping)|sns:(Publish)|states:(SendTask\w+|ValidateStateMachineDefinition)|iam:GetAccount\w+|secretsmanager:GetRandomPassword|dynamodb:(ListTables|ListStreams))$/i;
