import { Match, Template } from 'aws-cdk-lib/assertions';
import { RegionIndependence, TestApp } from 'cdk-resilient-serverless';
import { Orders } from './orders';

// Nothing is bundled, so that the code's hash is in no template.
const app = new TestApp();
const { primary, standby } = new Orders(app);

test('no region needs the other to deploy', () => {
  expect(RegionIndependence.check(app.synth())).toEqual([]);
});

test.each([
  ['PRIMARY', primary],
  ['SECONDARY', standby],
])('the %s region runs the function at full size, and answers for the name', (role, stack) => {
  const template = Template.fromStack(stack);

  template.hasResourceProperties('AWS::Lambda::Function', {
    MemorySize: 1024,
    Environment: { Variables: Match.objectLike({ TABLE_NAME: Match.anyValue() }) },
  });
  template.hasResourceProperties('AWS::Route53::RecordSet', { Name: 'orders.example.com.', Failover: role });
});

// A snapshot of what holds data, and not of all: whatever shows up here is a migration, and somebody has to look.
test('the table is what it was', () => {
  expect(Template.fromStack(primary).findResources('AWS::DynamoDB::GlobalTable')).toMatchSnapshot();
});
