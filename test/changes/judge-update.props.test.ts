import { readFileSync } from 'fs';
import * as path from 'path';
import { Stack } from 'aws-cdk-lib/core';
import { readAssembly } from '../../lib/assembly/assembly';
import { type AppModel } from '../../lib/assembly/app-model';
import { judgeUpdate } from '../../lib/changes/judge-update';
import { TestApp } from '../../lib/testing';
import { type PropPair, type Site, type Subject, SUBJECTS } from './support/prop-pairs';

const ROOT = path.resolve(__dirname, '../..');

/** The app with the first value of the prop, with the second, or without it. */
function appWith(subject: Subject, pair: PropPair, value: 0 | 1 | undefined): AppModel {
  const app = new TestApp();
  const site: Site = { app, stack: new Stack(app, 'Stack', { env: { account: '111122223333', region: 'us-east-1' } }) };
  // Both values are made in every state, so that what they are made of is no difference.
  const values = pair.values(site);
  const given = value === undefined ? {} : { [pair.prop]: values[value] };
  subject.make(site, { ...subject.base?.(site), ...pair.with?.(site), ...given });
  return readAssembly(app.synth().directory);
}

const ids = (before: AppModel, after: AppModel): string[] => judgeUpdate(before, after).map(({ hazard }) => hazard.id);

describe.each(SUBJECTS)('a second deployment of $construct', subject => {
  test.each(subject.pairs)('with $prop added, changed and left out again', pair => {
    const [first, second] = [appWith(subject, pair, 0), appWith(subject, pair, 1)];
    const changed = ids(first, second);
    if (pair.required) {
      expect({ changed }).toEqual({ changed: pair.changed ?? [] });
      return;
    }
    const without = appWith(subject, pair, undefined);

    expect({ added: ids(without, first), changed, removed: ids(first, without) }).toEqual({
      added: pair.added ?? [],
      changed: pair.changed ?? [],
      removed: pair.removed ?? [],
    });
  });
});

/** Props that are not changed by themselves: what is said of another one holds for them. */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  // `code` stands for both, and `bundling` only makes other code.
  ResilientFunctionProps: ['entry', 'bundling'],
  // In place of `table`, and named for it.
  ObjectIngestProps: ['function', 'tablePartitionKey'],
};

test.each(SUBJECTS)('each prop of $construct is tried', ({ props: [file, struct], pairs }) => {
  const source = readFileSync(path.join(ROOT, file), 'utf8').replace(/\/\*\*.*?\*\//gs, '');
  const [, body] = new RegExp(`export interface ${struct}\\b[^{]*\\{(.*?)\\n\\}`, 's').exec(source) ?? [];
  const names = [...(body ?? '').matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name);
  const tried = [...pairs.map(({ prop }) => prop), ...(ELSEWHERE[struct] ?? [])];

  expect(names.length).toBeGreaterThan(2);
  expect(names.filter(name => !tried.includes(name))).toEqual([]);
});
