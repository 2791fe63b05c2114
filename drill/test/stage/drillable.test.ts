import { type App, type Template } from '../../assembly/model.js';
import { validateDrillable } from '../../stage/drillable.js';

const app = (...types: string[]): App => ({
  directory: 'cdk.out',
  account: '123456789012',
  regions: ['us-east-1', 'us-west-2'],
  objectives: {},
  stacks: ['us-east-1', 'us-west-2'].map(region => ({ id: region, stackName: region, region, template: of(types) })),
});

function of(types: string[]): Template {
  return { Resources: Object.fromEntries(types.map((Type, i) => [`R${i}`, { Type, Properties: {} }])) };
}

test.each([
  ['topics', 'AWS::SNS::Topic'],
  ['a bucket, to which nothing is uploaded without a workload file', 'AWS::S3::Bucket'],
])('fails before the deployment for an app of %s only, and says what to add', (_, type) => {
  expect(() => validateDrillable(app(type), undefined)).toThrow(/^\[WorkloadMissing\] .*--workload/);
});

test.each(['AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup', 'AWS::DynamoDB::GlobalTable'])(
  'drills an app with %s',
  type => {
    expect(() => validateDrillable(app('AWS::SNS::Topic', type), undefined)).not.toThrow();
  },
);

test('leaves it to a workload file where there is one', () => {
  expect(() => validateDrillable(app('AWS::S3::Bucket'), 'drill.workload.json')).not.toThrow();
});
