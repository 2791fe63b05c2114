import { type App } from 'aws-cdk-lib/core';
import { acknowledgementsIn, findingsOf, isOfPacks, unpardonedRules } from './support/judge';
import { PLAIN_APPS, plainApp } from './support/plain-apps';

/** CDK's validator compiles its rules for each new set of resource types. */
const MILLIS = 120_000;

const CONTEXT = {
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  domainName: 'files.example.com',
  zoneName: 'example.com',
  hostedZoneId: 'Z0123456789ABCDEFGHIJ',
  operator: 'on-call@example.com',
};

describe('the reference app with a domain', () => {
  let app: App;

  beforeAll(async () => {
    process.env.CDK_CONTEXT_JSON = JSON.stringify(CONTEXT);
    ({ app } = await import('../../bin/app'));
    delete process.env.CDK_CONTEXT_JSON;
  }, MILLIS);

  test("CDK's validator, cdk-nag and our own rules report nothing", () => expect(findingsOf(app)).toEqual([]), MILLIS);

  test('cdk-nag is silenced for six reasons at most, each of which is told', () => {
    const reasons = new Set(
      acknowledgementsIn(app)
        .filter(isOfPacks)
        .map(({ reason }) => reason),
    );

    expect(reasons.size).toBeLessThanOrEqual(6);
    for (const reason of reasons) expect(reason).toMatch(/^[A-Z].{40,}/);
  });

  test('nothing is acknowledged that cdk-nag would not report', () => {
    const reported = unpardonedRules(app);
    const needless = acknowledgementsIn(app)
      .filter(isOfPacks)
      .filter(({ rule }) => !reported.has(rule));

    expect(needless).toEqual([]);
    expect(reported.size).toBeGreaterThan(6);
  });

  test('the library acknowledges for its own resources only, never for a stack or the app', () => {
    const wide = acknowledgementsIn(app).filter(({ path }) => path.split('/').length < 3);

    expect(wide).toEqual([]);
  });
});

test.each(PLAIN_APPS)(
  '%s alone in ordinary stacks satisfies them all',
  name => expect(findingsOf(plainApp(name, { context: CONTEXT }))).toEqual([]),
  MILLIS,
);
