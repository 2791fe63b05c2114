import * as fc from 'fast-check';
import { Construct } from 'constructs';
import { ResilienceNagPack } from '../../lib/checks';
import { evaluate } from '../../lib/rules/engine';
import { AppModel } from '../../lib/assembly/app-model';
import { type StackInput } from '../../lib/assembly/template';
import { type Rule } from '../../lib/rules/rule';
import { RULE_CASES } from './support/rule-cases';
import { synthesized } from './support/synthesized';
import { app, fn, stack } from './support/templates';
import { twoRegionApp } from './good-apps/two-region-app';

const inputs: StackInput[][] = [
  synthesized(twoRegionApp()).stacks.map(each => ({ ...each.input, paths: undefined })),
  ...RULE_CASES.map(each => each.bad),
];

/** What a hand-written template may hold where a rule expects something else. */
const oddValue = fc.oneof(
  fc.constantFrom<unknown>(null, '', 'x', 0, -1, 1e9, true, [], [null], {}, [[]], [{}], '*', '${', ':', 'arn:aws:sqs'),
  fc.constantFrom<unknown>(
    { Ref: 'Nobody' },
    { 'Fn::GetAtt': 'Nobody.Arn' },
    { 'Fn::GetAtt': [] },
    { 'Fn::If': ['Nothing', 1, 2] },
    { 'Fn::Join': ['', { Ref: 'List' }] },
  ),
  fc.constantFrom<unknown>(
    { 'Fn::Sub': '${Nobody.Arn}' },
    { 'Fn::Select': [9, ['a']] },
    { 'Fn::ImportValue': { Ref: 'X' } },
    { 'Fn::FindInMap': ['a', 'b', 'c'] },
  ),
);

/** Replaces the value at the n-th place of a template, counted over everything below Properties. */
function spoil(stacks: StackInput[], place: number, value: unknown): StackInput[] {
  const copy = JSON.parse(JSON.stringify(stacks)) as StackInput[];
  const places: { owner: Record<string, unknown>; key: string }[] = [];
  const collect = (owner: Record<string, unknown>): void => {
    for (const key of Object.keys(owner)) {
      places.push({ owner, key });
      if (owner[key] !== null && typeof owner[key] === 'object') collect(owner[key] as Record<string, unknown>);
    }
  };
  for (const { template } of copy) {
    for (const resource of Object.values(template.Resources ?? {})) collect(resource.Properties ?? {});
  }
  if (places.length > 0) {
    const { owner, key } = places[place % places.length];
    owner[key] = value;
  }
  return copy;
}

test('no template makes a rule fail, whatever it holds in a property', () => {
  fc.assert(
    fc.property(
      fc.nat(inputs.length - 1),
      fc.array(fc.tuple(fc.nat(2000), oddValue), { minLength: 1, maxLength: 4 }),
      (which, faults) => {
        const spoilt = faults.reduce((stacks, [place, value]) => spoil(stacks, place, value), inputs[which]);

        expect(() => evaluate(new AppModel(spoilt))).not.toThrow();
      },
    ),
    { numRuns: 1500, seed: 4 },
  );
});

test('fails loudly where a rule itself is broken', () => {
  const broken = {
    id: 'resilience-broken',
    check: () => {
      throw new Error('no such property');
    },
  } as unknown as Rule;

  expect(() => evaluate(app(stack({ Fn: fn() })), [broken])).toThrow(
    /\[RuleFailed\].*no such property.*resilience-broken/,
  );
});

test('fails where the pack is asked about a construct that is in no app', () => {
  expect(() => new ResilienceNagPack().validateScope(new Construct(undefined as never, ''))).toThrow('[StageMissing]');
});

test('a rule looks at a resource of a big app as often as at one of a small app', () => {
  const reads = (copies: number): number => {
    let count = 0;
    const resources = Object.fromEntries(
      Array.from({ length: copies }, (_, index) => [
        `Fn${index}`,
        {
          Type: 'AWS::Lambda::Function',
          get Properties() {
            count += 1;
            return { Runtime: 'nodejs22.x' };
          },
        },
      ]),
    );
    evaluate(app(stack(resources as never)));
    return count / copies;
  };

  expect(reads(2000)).toBeLessThanOrEqual(reads(20) + 1);
});
