import { AwsSolutionsChecks, WriteNagSuppressionsToCloudFormationAspect } from 'cdk-nag';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { App, Aspects, Stack, Stage, Validations } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { evaluate } from '../../lib/rules/engine';
import { readAssembly } from '../../lib/assembly/assembly';
import { ResilienceChecks, ResilienceNagPack } from '../../lib/checks';

const DISABLED = 'resilience-function-disabled';
const PERIOD = 'resilience-alarm-period';

/** A stack with one warning, on a function, and one error, on an alarm. */
function faultyStack(scope: IConstruct, id = 'Shop'): Stack {
  const stack = new Stack(scope as App, id, { env: { account: '111111111111', region: 'eu-west-1' } });
  new Function(stack, 'Off', {
    code: Code.fromInline('exports.handler = async () => {};'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
    reservedConcurrentExecutions: 0,
  });
  const alarm = new Alarm(stack, 'Orders', {
    metric: new Metric({ namespace: 'Shop', metricName: 'Orders' }),
    threshold: 1,
    evaluationPeriods: 1,
  });
  Object.assign(alarm.node.defaultChild!, {
    period: 45,
    treatMissingData: 'breaching',
    alarmActions: ['arn:aws:sns:eu-west-1:111111111111:operators'],
  });
  return stack;
}

/** What CDK prints and throws when the app is synthesized; '' where it is content. */
function complaintOf(app: App): string {
  const printed: string[] = [];
  const error = jest.spyOn(console, 'error').mockImplementation(text => void printed.push(String(text)));
  try {
    app.synth();
  } catch (thrown) {
    printed.push((thrown as Error).message);
  } finally {
    error.mockRestore();
  }
  return printed.join('\n');
}

function rulesReportedFor(app: App): string[] {
  complaintOf(app);
  return evaluate(readAssembly(app.outdir)).findings.map(finding => finding.rule.id);
}

const plugins = { ResilienceChecks: () => new ResilienceChecks(), ResilienceNagPack: () => new ResilienceNagPack() };

describe.each(Object.entries(plugins))('%s', (_name, create) => {
  test('a finding names its construct where the assembly does not note what belongs to which', () => {
    const app = new App({ context: { 'aws:cdk:disable-logicalId-metadata': true } });
    faultyStack(app);
    Validations.of(app).addPlugins(create());

    expect(complaintOf(app)).toContain('Shop/Orders/Resource');
  });

  test('an error fails the synthesis, with the rule, the place, the values, the fix and the page', () => {
    const app = new App();
    faultyStack(app);
    Validations.of(app).addPlugins(create());

    expect(() => app.synth()).toThrow(
      /the period is 45 s; set Period to 60[\s\S]*docs\/rules\/alarms\.md#resilience-alarm-period[\s\S]*Shop\/Orders\/Resource/,
    );
  });

  test('a warning does not', () => {
    const app = new App();
    const stack = faultyStack(app);
    stack.node.tryRemoveChild('Orders');
    Validations.of(app).addPlugins(create());

    const complaint = complaintOf(app);

    expect(complaint).toContain('ReservedConcurrentExecutions is 0');
    expect(complaint).not.toContain('Validation failed');
  });

  test.each([
    [
      "with CDK's own call",
      (scope: IConstruct) => Validations.of(scope).acknowledge({ id: `Resilience::${PERIOD}`, reason: 'by contract' }),
    ],
    [
      "with CDK's call, without namespace",
      (scope: IConstruct) => Validations.of(scope).acknowledge({ id: PERIOD, reason: 'by contract' }),
    ],
    ["with the library's call", (scope: IConstruct) => ResilienceChecks.acknowledge(scope, PERIOD, 'by contract')],
  ])('what is acknowledged %s at a construct is silent there and below', (_how, acknowledge) => {
    const app = new App();
    const stack = faultyStack(app);
    faultyStack(app, 'Other');
    acknowledge(stack);
    Validations.of(app).addPlugins(create());

    const complaint = complaintOf(app);

    expect(complaint).toContain('Other/Orders/Resource');
    expect(complaint).not.toContain('Shop/Orders/Resource');
  });
});

test('with strict a warning fails the synthesis too', () => {
  const app = new App();
  faultyStack(app).node.tryRemoveChild('Orders');
  Validations.of(app).addPlugins(new ResilienceChecks({ strict: true }));

  expect(() => app.synth()).toThrow('ReservedConcurrentExecutions is 0');
});

test('a good app passes both beside the packs of cdk-nag', () => {
  const app = new App();
  new Stack(app, 'Empty');
  Validations.of(app).addPlugins(new ResilienceChecks(), new ResilienceNagPack(), new AwsSolutionsChecks());

  expect(() => app.synth()).not.toThrow();
});

test('the pack reports on one construct and what is below it', () => {
  const app = new App();
  const shop = faultyStack(app);
  faultyStack(app, 'Other');

  const paths = new ResilienceNagPack()
    .validateScope(shop)
    .violations.flatMap(({ violatingResources }) => violatingResources.map(found => found.constructPath));

  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter(path => !path?.startsWith('Shop/'))).toEqual([]);
});

describe('acknowledgements in the assembly', () => {
  test('one at a resource is honoured with its reason', () => {
    const app = new App();
    ResilienceChecks.acknowledge(faultyStack(app).node.findChild('Orders'), PERIOD, 'by contract');

    const { findings, acknowledged } = evaluate(readAssembly(app.synth().directory));

    expect(findings.map(finding => finding.rule.id)).not.toContain(PERIOD);
    expect(
      acknowledged.map(({ rule, acknowledgement }) => [rule.id, acknowledgement.path, acknowledgement.reason]),
    ).toEqual([[PERIOD, 'Shop/Orders', 'by contract']]);
  });

  test.each([
    ['the app', (app: App) => app],
    ['a stage', (app: App) => new Stage(app, 'Prod')],
  ])('one at %s reaches every stack in it', (_what, scopeOf) => {
    const app = new App();
    const scope = scopeOf(app);
    faultyStack(scope);
    faultyStack(scope, 'Other');
    ResilienceChecks.acknowledge(scope, PERIOD, 'by contract');

    const reported = rulesReportedFor(app);

    expect(reported).toContain(DISABLED);
    expect(reported).not.toContain(PERIOD);
  });

  test("those that cdk-nag's aspect wrote into the template are honoured", () => {
    const app = new App();
    const stack = faultyStack(app);
    Validations.of(stack).acknowledge({ id: PERIOD, reason: 'by contract' });
    Aspects.of(app).add(new WriteNagSuppressionsToCloudFormationAspect());
    const template = Template.fromStack(stack).toJSON();

    expect(
      Object.values<{ Metadata?: { cdk_nag?: unknown } }>(template.Resources).some(
        resource => resource.Metadata?.cdk_nag,
      ),
    ).toBe(true);
    expect(rulesReportedFor(app)).not.toContain(PERIOD);
  });

  test('another rule at the same place is still reported', () => {
    const app = new App();
    ResilienceChecks.acknowledge(faultyStack(app), PERIOD, 'by contract');

    expect(rulesReportedFor(app)).toContain(DISABLED);
  });
});

describe('an acknowledgement that says nothing', () => {
  test('fails for a rule that does not exist, and names the one that was meant', () => {
    const app = new App();

    expect(() => ResilienceChecks.acknowledge(app, 'resilience-alarm-perod', 'by contract')).toThrow(
      /\[RuleUnknown\].*did you mean "resilience-alarm-period"/,
    );
  });

  test('fails without a reason', () => {
    expect(() => ResilienceChecks.acknowledge(new Stack(new App(), 'Shop'), PERIOD, ' ')).toThrow(
      /\[ReasonMissing\].*Shop/,
    );
  });
});
