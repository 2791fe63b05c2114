import { fn, alias, arn, globalTable, queue, ref, resource, app, stack, EAST, WEST } from '../rules/support/templates';
import { isOpaque } from '../../lib/assembly/value';

const QUEUE = ['AWS::SQS::Queue'];
const text = (value: unknown, more: Record<string, unknown> = {}, region = EAST): string | undefined =>
  app(stack({ Probe: resource('Probe', { value }), ...more } as never, region))
    .ofType('Probe')[0]
    .text('value');

describe('values of templates', () => {
  test('a reference, an ARN by attribute and one that is built from the name are the same text', () => {
    const jobs = { Jobs: queue({ QueueName: 'jobs' }) };
    const expected = 'arn:aws:sqs:us-east-1:111111111111:jobs';

    expect(text(arn('Jobs'), jobs)).toBe(expected);
    expect(text({ 'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs' }, jobs)).toBe(expected);
    expect(
      text(
        {
          'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 'sqs', { Ref: 'AWS::Region' }, '111111111111', 'jobs']],
        },
        jobs,
      ),
    ).toBe(expected);
  });

  test('the partition is that of the region', () => {
    expect(text({ Ref: 'AWS::Partition' }, {}, 'cn-north-1')).toBe('aws-cn');
    expect(text({ Ref: 'AWS::Partition' }, {}, 'us-gov-west-1')).toBe('aws-us-gov');
  });

  test('what only the deployment knows is a placeholder, the same one wherever it occurs', () => {
    const probe = app(
      stack({ Jobs: queue(), Probe: resource('Probe', { one: arn('Jobs'), two: { 'Fn::Sub': '${Jobs.Arn}' } }) }),
    ).ofType('Probe')[0];

    expect(isOpaque(probe.get('one'))).toBe(true);
    expect(probe.get('one')).toBe(probe.get('two'));
  });

  test('splitting an ARN leaves the placeholders in it whole', () => {
    expect(text({ 'Fn::Select': [4, { 'Fn::Split': [':', 'arn:aws:sqs:us-east-1:${AWS::AccountId}:jobs'] }] })).toBe(
      '${AWS::AccountId}',
    );
  });

  test('a condition that can be decided is decided', () => {
    const template = (region: string) => ({
      Conditions: { IsEast: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] } },
      Resources: { Probe: resource('Probe', { value: { 'Fn::If': ['IsEast', 'yes', 'no'] } }) },
    });
    const valueOf = (region: string) =>
      app(stack({}, EAST, { template: template(region) }))
        .ofType('Probe')[0]
        .text('value');

    expect(valueOf(EAST)).toBe('yes');
    expect(valueOf(WEST)).toBe('no');
  });

  test('a condition on a parameter is nothing that a rule may judge', () => {
    const template = {
      Parameters: { Protect: { Type: 'String' } },
      Conditions: { Protected: { 'Fn::Equals': [ref('Protect'), 'yes'] } },
      Resources: { Probe: resource('Probe', { on: { 'Fn::If': ['Protected', true, false] } }) },
    };
    const probe = app(stack({}, EAST, { template })).ofType('Probe')[0];

    expect(probe.isTrue('on')).toBe(false);
    expect(probe.isNotTrue('on')).toBe(false);
    expect(probe.lacks('on.deeper')).toBe(false);
  });

  test('a resource whose condition fails is not there, one whose condition is not known is', () => {
    const model = app(
      stack({}, EAST, {
        template: {
          Parameters: { Stage: { Type: 'String', Default: 'dev' } },
          Conditions: {
            IsWest: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, WEST] },
            IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
          },
          Resources: {
            InWest: { ...queue(), Condition: 'IsWest' },
            InProd: { ...queue(), Condition: 'IsProd' },
          },
        },
      }),
    );

    expect(model.ofType(...QUEUE).map(each => each.logicalId)).toEqual(['InProd']);
  });

  test("a parameter has its default, unless it is empty or Systems Manager's", () => {
    const valueOf = (parameter: Record<string, unknown>): unknown =>
      app(
        stack({}, EAST, {
          template: { Parameters: { P: parameter }, Resources: { Probe: resource('Probe', { value: ref('P') }) } },
        }),
      )
        .ofType('Probe')[0]
        .get('value');

    expect(valueOf({ Type: 'Number', Default: '30' })).toBe('30');
    expect(valueOf({ Type: 'CommaDelimitedList', Default: 'a,b' })).toEqual(['a', 'b']);
    expect(isOpaque(valueOf({ Type: 'String', Default: '' }))).toBe(true);
    expect(isOpaque(valueOf({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/name' }))).toBe(true);
  });

  test('a choice between equal values is that value, whatever decides', () => {
    expect(text({ 'Fn::If': ['Unknown', 5, 5] })).toBe('5');
    expect(isOpaque(text({ 'Fn::If': ['Unknown', 5, 6] }))).toBe(true);
  });

  test('a mapping that has no entry gives the default that is written beside it', () => {
    expect(text({ 'Fn::FindInMap': ['Map', 'x', 'y', { DefaultValue: 'z' }] })).toBe('z');
  });

  test("a function URL's host is in its region", () => {
    const url = { Url: resource('AWS::Lambda::Url', { TargetFunctionArn: 'x' }) };
    const host = { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Url', 'FunctionUrl'] }] }] };

    expect(text(host, url)).toMatch(/\.lambda-url\.us-east-1\.on\.aws$/);
  });

  test('a property with no value is not there', () => {
    const probe = app(stack({ Probe: resource('Probe', { on: { Ref: 'AWS::NoValue' } }) })).ofType('Probe')[0];

    expect(probe.lacks('on')).toBe(true);
  });

  test('resources that refer to each other in their names do not hang', () => {
    expect(text(ref('A'), { A: queue({ QueueName: ref('B') }), B: queue({ QueueName: ref('A') }) })).toContain('${');
  });
});

describe('relations', () => {
  test('a name means the resource of the region that asks', () => {
    const model = app(
      stack({ Jobs: queue({ QueueName: 'jobs' }) }, EAST),
      stack({ Jobs: queue({ QueueName: 'jobs' }) }, WEST),
    );

    expect(model.find('jobs', QUEUE, WEST)?.region).toBe(WEST);
    expect(model.find('arn:aws:sqs:us-east-1:111111111111:jobs', QUEUE)?.region).toBe(EAST);
  });

  test('a name means the resource of the stage that asks', () => {
    const stage = (name: string) =>
      stack({ Jobs: queue({ QueueName: 'jobs' }), Fn: fn() }, EAST, { id: name, path: `${name}/Shop` });
    const model = app(stage('Dev'), stage('Prod'));
    const [, inProd] = model.ofType('AWS::Lambda::Function');

    expect(model.find('jobs', QUEUE, inProd)?.path).toBe('Prod/Shop/Jobs');
  });

  test('a replicated table is found by its ARN in each region', () => {
    const model = app(stack({ Orders: globalTable([{ Region: EAST }, { Region: WEST }]) }));

    expect(model.named('arn:aws:dynamodb:us-west-2:111111111111:table/orders').map(found => found.logicalId)).toEqual([
      'Orders',
    ]);
  });

  test('an alias is found by what Ref gives', () => {
    const model = app(stack({ Fn: fn(), Live: alias('Fn'), Probe: resource('Probe', { target: ref('Live') }) }));

    expect(model.find(model.ofType('Probe')[0].text('target'), ['AWS::Lambda::Alias'])?.logicalId).toBe('Live');
  });

  test('an export leads to the resource of the stack that exports it', () => {
    const exporter = {
      Resources: { Jobs: queue() },
      Outputs: { Jobs: { Value: arn('Jobs'), Export: { Name: 'jobs' } } },
    };
    const model = app(
      stack({}, EAST, { id: 'Exporter', template: exporter }),
      stack({ Probe: resource('Probe', { target: { 'Fn::ImportValue': 'jobs' } }) }),
    );

    expect(model.find(model.ofType('Probe')[0].text('target'), QUEUE)?.stack.id).toBe('Exporter');
  });
});
