import { isDeepStrictEqual } from 'util';
import { intrinsicsIn } from '../../assembly/relations/intrinsics';
import { type AppModel } from '../../assembly/app-model';
import { type StackModel } from '../../assembly/stack-model';
import { type Hazard } from '../hazard';

export const exportInUse: Hazard = {
  id: 'export-in-use',
  outcome: 'refused',
  title: 'An export stays as it is while a deployed stack imports it.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html',
  check({ before, after }, report) {
    for (const stack of before.stacks) {
      const now = after.stacks.find(it => it.stackName === stack.stackName && it.region === stack.region);
      if (now === undefined) continue;
      const [old, kept] = [exportsOf(stack), exportsOf(now)];
      for (const [name, value] of old) {
        const importer = importersOf(name, stack, before)[0];
        if (importer === undefined || isDeepStrictEqual(kept.get(name), value)) continue;
        report(
          importer,
          `${stack.id} ${kept.has(name) ? 'changes' : 'no longer has'} the export "${name}", which ${importer.stack.id} imports until its own update`,
          'deploy twice: first the stack that imports, without the import; in CDK keep the export with stack.exportValue for one deployment',
        );
      }
    }
  },
};

function exportsOf(stack: StackModel): Map<string, unknown> {
  const outputs = Object.values(stack.template.Outputs ?? {});
  return new Map(
    outputs.flatMap(output =>
      output?.Export?.Name === undefined ? [] : [[String(stack.resolve(output.Export.Name)), output.Value] as const],
    ),
  );
}

function importersOf(name: string, exporter: StackModel, app: AppModel) {
  return app.resources.filter(
    ({ stack, raw }) =>
      stack !== exporter &&
      stack.region === exporter.region &&
      intrinsicsIn(raw.Properties, 'Fn::ImportValue').some(imported => stack.resolve(imported) === name),
  );
}
