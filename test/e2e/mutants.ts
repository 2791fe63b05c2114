import { readdirSync, readFileSync, writeFileSync } from 'fs';
import * as path from 'path';

const EAST = 'us-east-1';
const WEST = 'us-west-2';

/** What a template says, to be changed at will. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Properties = Record<string, any>;

interface Resource {
  Type: string;
  Properties: Properties;
  Metadata?: Record<string, string>;
}

/** One line of the reference app's permissions, broken, and how the drill has to name it. */
interface Mutant {
  readonly region: string;
  readonly path: string;
  readonly change: (properties: Properties) => void;
  readonly refusal: object;
}

const statements = (properties: Properties): Properties[] => properties.PolicyDocument.Statement;

export const MUTANTS: Readonly<Record<string, Mutant>> = {
  'the queue for uploads takes events of another rule only': {
    region: EAST,
    path: 'Ingest/Consumer/Queue/Policy',
    change: properties => {
      for (const { Condition } of statements(properties).filter(({ Effect }) => Effect === 'Allow')) {
        Condition.ArnEquals['aws:SourceArn'] = `arn:aws:events:${EAST}:123456789012:rule/another`;
      }
    },
    refusal: {
      caller: 'FileIntake/us-east-1/Ingest/ObjectCreated',
      service: 'events.amazonaws.com',
      action: 'sqs:SendMessage',
      resourcePath: 'FileIntake/us-east-1/Ingest/Consumer/Queue',
      region: EAST,
    },
  },
  'the role of the ingest may not write items': {
    region: WEST,
    path: 'Ingest/Recorder/Role/DefaultPolicy',
    change: properties => statements(properties).forEach(each => without(each, 'dynamodb:UpdateItem')),
    refusal: { caller: 'FileIntake/us-west-2/Ingest/Recorder/Function', action: 'dynamodb:UpdateItem', region: WEST },
  },
  'the topic of failures may call another function only': {
    region: EAST,
    path: 'NotifyRejection/FailuresOf',
    change: properties => (properties.SourceArn = `arn:aws:sns:${EAST}:123456789012:another`),
    refusal: {
      service: 'sns.amazonaws.com',
      action: 'lambda:InvokeFunction',
      resourcePath: 'FileIntake/us-east-1/NotifyRejection/Function',
      region: EAST,
    },
  },
  'an explicit Deny for the function of the API': {
    region: EAST,
    path: 'Api/Role/DefaultPolicy',
    change: properties => statements(properties).push({ Effect: 'Deny', Action: 'dynamodb:GetItem', Resource: '*' }),
    refusal: {
      caller: 'FileIntake/us-east-1/Api/Function',
      action: 'dynamodb:GetItem',
      region: EAST,
      why: 'an explicit Deny in a policy of the role',
    },
  },
  'the catch-all route may be called as a route with a path': {
    region: EAST,
    path: 'Endpoint/DefaultRoute/Handler-Permission',
    change: ({ SourceArn }) => (SourceArn['Fn::Join'][1][4] = '/*/*/*'),
    refusal: {
      caller: 'FileIntake/us-east-1/Endpoint/Api',
      service: 'apigateway.amazonaws.com',
      action: 'lambda:InvokeFunction',
      resourcePath: 'FileIntake/us-east-1/Api/Function',
      region: EAST,
      why: expect.stringContaining('/*/*/*'),
    },
  },
  "the standby's health function may not read its table": {
    region: WEST,
    path: 'Endpoint/HealthRole/DefaultPolicy',
    change: properties => statements(properties).forEach(each => without(each, 'dynamodb:Scan')),
    refusal: { action: 'dynamodb:Scan', role: 'FileIntake/us-west-2/Endpoint/HealthRole', region: WEST },
  },
  "the standby's function may not use its table": {
    region: WEST,
    path: 'Api/Role/DefaultPolicy',
    change: properties => statements(properties).forEach(each => without(each, 'dynamodb:GetItem')),
    refusal: { caller: 'FileIntake/us-west-2/Api/Function', action: 'dynamodb:GetItem', region: WEST },
  },
  'the replication may not write into the other bucket': {
    // Clients upload to the primary's bucket, so that objects go from there.
    region: EAST,
    path: 'Uploads/ReplicationRole',
    change: ({ Policies }) =>
      Policies.flatMap(statements).forEach((each: Properties) => without(each, 's3:ReplicateObject')),
    refusal: { service: 's3.amazonaws.com', action: 's3:ReplicateObject', region: EAST },
  },
};

function without(statement: Properties, action: string): void {
  const actions = [statement.Action].flat().filter(each => each !== action);
  statement.Action = actions.length > 0 ? actions : 'sts:GetCallerIdentity';
}

/** Changes one resource of a region's template; there is exactly one. */
export function mutate(assembly: string, { region, path: where, change }: Mutant): void {
  const found = readdirSync(assembly)
    .filter(name => name.endsWith('.template.json'))
    .flatMap(name => {
      const file = path.join(assembly, name);
      const template = JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, Resource> };
      const wanted = `FileIntake/${region}/${where}`;
      const matches = Object.values(template.Resources).filter(({ Metadata, Type }) => {
        return Metadata?.['aws:cdk:path']?.startsWith(wanted) && Type !== 'AWS::SNS::Subscription';
      });
      return matches.map(resource => ({ file, template, resource }));
    });
  if (found.length !== 1) throw new Error(`${found.length} resources are at ${where} in ${region}`);
  const [{ file, template, resource }] = found;
  change(resource.Properties);
  writeFileSync(file, JSON.stringify(template));
}
