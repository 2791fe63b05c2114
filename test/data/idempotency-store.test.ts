import { Template } from 'aws-cdk-lib/assertions';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { IdempotencyStore } from '../../lib/data';
import { failureOf } from '../support/failure';
import { plainStack, someFunction, twoRegions } from '../support/two-regions';

function protectedInBoth(): Template[] {
  const { service, primary, standby } = twoRegions();
  const store = new IdempotencyStore(service, 'Done');
  const stacks = [primary, standby];
  for (const stack of stacks) store.protect(someFunction(stack));
  return stacks.map(stack => Template.fromStack(stack));
}

test('is the table that Powertools expects, with a replica in each region', () => {
  const [primary] = protectedInBoth();
  primary.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    TimeToLiveSpecification: { AttributeName: 'expiration', Enabled: true },
  });
  const [{ Properties }] = Object.values(primary.findResources('AWS::DynamoDB::GlobalTable'));
  const { Replicas } = Properties as { Replicas: { Region: string }[] };
  expect(Replicas.map(({ Region }) => Region).sort()).toEqual(['us-east-1', 'us-west-2']);
});

test('a function of each region knows the store of its region, and has the four rights to it', () => {
  for (const template of protectedInBoth()) {
    const [{ Properties }] = Object.values(template.findResources('AWS::Lambda::Function'));
    expect(Properties).toHaveProperty('Environment.Variables.IDEMPOTENCY_TABLE');
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
            Effect: 'Allow',
          },
        ],
      },
    });
  }
});

test('no region refers to the other', () => {
  const [, standby] = protectedInBoth();
  standby.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { IDEMPOTENCY_TABLE: 'Intake-Done-Table' } },
  });
});

describe('fails', () => {
  test('on a function that is imported: its variables are not ours', () => {
    const { service, primary } = twoRegions();
    const store = new IdempotencyStore(service, 'Done');
    const imported = Function.fromFunctionName(primary, 'Imported', 'theirs');
    const { codes, message } = failureOf(() => store.protect(imported));
    expect(codes).toEqual(['FunctionUnsupported']);
    expect(message).toContain('"Intake/us-east-1/Imported"');
  });

  test('on a misspelt prop', () => {
    expect(failureOf(() => new IdempotencyStore(plainStack(), 'Done', { alarm: 1 } as never)).codes).toEqual([
      'PropUnknown',
    ]);
  });
});
