import { namePropertyOf } from '../../assembly/identity';
import { type AppModel } from '../../assembly/app-model';
import { append } from '../../assembly/append';
import { accountOf, givenName } from '../../assembly/relations/names';
import { environmentsOf } from '../../assembly/relations/twins';
import { type Resource } from '../../assembly/resource';
import { type Rule } from '../rule';

export const nameRepeated: Rule = {
  id: 'resilience-name-repeated',
  area: 'data',
  severity: 'error',
  title: 'Two resources of one app do not claim one name in one account and region',
  why: 'The second deployment fails with AlreadyExists, or takes the other resource for its own: what is meant for a test then works on the data of production.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-name.html',
  check(model, report) {
    for (const [first, ...others] of claims(model)) {
      for (const other of others) {
        report(
          other,
          `${namePropertyOf(other.type)} "${givenName(other)}" is also that of "${first.path}" in ${first.region}`,
          'put what tells them apart into the name, or leave the name to CloudFormation',
        );
      }
    }
  },
};

/** Kinds of names, with the types that share one kind. Names that are the same in all regions have a rule of their own. */
const NAMES: readonly (readonly string[])[] = [
  ['AWS::Lambda::Function'],
  ['AWS::SQS::Queue'],
  ['AWS::SNS::Topic'],
  ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'],
  ['AWS::Events::EventBus'],
  ['AWS::StepFunctions::StateMachine'],
  ['AWS::Backup::BackupVault'],
  ['AWS::Logs::LogGroup'],
  ['AWS::Kinesis::Stream'],
  ['AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName'],
  ['AWS::RDS::DBInstance'],
  ['AWS::RDS::DBCluster', 'AWS::DocDB::DBCluster', 'AWS::Neptune::DBCluster'],
];

function claims(model: AppModel): Resource[][] {
  return NAMES.flatMap(types => {
    const byName = new Map<string, Resource[]>();
    for (const resource of model.ofType(...types)) {
      const name = givenName(resource);
      if (name !== undefined && isCertain(resource)) append(byName, `${placeOf(resource)} ${name}`, resource);
    }
    return [...byName.values()].filter(group => group.length > 1);
  });
}

/** What is there on a condition only may be there instead of the other, and a stack without a region may be anywhere. */
const isCertain = ({ raw, region }: Resource): boolean => raw.Condition === undefined && region !== undefined;

/** Where the account is not known, development and production are taken for two. */
function placeOf(resource: Resource): string {
  const environments = resource.stack.account === undefined ? environmentsOf(resource.stack) : '';
  return `${accountOf(resource)} ${environments} ${resource.region}`;
}
