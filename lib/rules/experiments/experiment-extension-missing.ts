import { isOpaque, toList, toRecord, toText } from '../../assembly/value';
import { actionsOf, experiments } from '../../assembly/relations/experiments';
import { invokedFunction } from '../../assembly/relations/invocations';
import { type Rule } from '../rule';

export const experimentExtensionMissing: Rule = {
  id: 'resilience-experiment-extension-missing',
  area: 'experiments',
  severity: 'warning',
  title: 'A function that an experiment breaks has the FIS extension',
  why: "FIS reaches a function through AWS's extension layer. Without it the experiment runs, breaks nothing, and looks like a success.",
  source: 'https://docs.aws.amazon.com/fis/latest/userguide/use-lambda-actions.html',
  check(model, report) {
    for (const experiment of experiments(model)) {
      if (!actionsOf(experiment).some(([, action]) => String(action.ActionId).startsWith('aws:lambda:'))) continue;
      for (const target of Object.values(toRecord(experiment.get('Targets')))) {
        for (const arn of toList(toRecord(target).ResourceArns)) {
          const fn = invokedFunction(model, toText(arn), experiment)?.function;
          const layers = fn?.list('Layers').map(String) ?? [];
          if (
            fn &&
            fn.text('PackageType') !== 'Image' &&
            !layers.some(layer => /fis/i.test(layer) || isOpaque(layer))
          ) {
            report(
              experiment,
              `it breaks "${fn.path}", which does not have the extension`,
              'add the AWS-FIS-Extension layer to the function, with its configuration bucket',
            );
          }
        }
      }
    }
  },
};
