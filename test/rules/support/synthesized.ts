import { type App } from 'aws-cdk-lib/core';
import { evaluate } from '../../../lib/rules/engine';
import { readAssembly } from '../../../lib/assembly/assembly';
import { type AppModel } from '../../../lib/assembly/app-model';

/** The app as its assembly on disk describes it. */
export function synthesized(app: App): AppModel {
  return readAssembly(app.synth().directory);
}

/** What the rules report about an app, one line a finding. */
export function findingsOf(model: AppModel): string[] {
  return evaluate(model).findings.map(({ rule, path, problem }) => `${rule.id} at ${path}: ${problem}`);
}
