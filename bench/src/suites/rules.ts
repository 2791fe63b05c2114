import { caseFile } from '../paths';
import { type Contender, type Suite } from '../suite';
import { writeHandler } from './protected-functions';

/** With 8.5 resources each, about 500 resources. */
const COUNT = 59;

export const rules: Suite = {
  name: 'rules',
  about: 'What judging an app of about 500 resources adds to its synthesis.',
  comparisons: () => [
    {
      id: 'rules/500',
      title: 'about 500 resources',
      baseline: 'no rules',
      contenders: [
        contender('no rules', 'plain'),
        contender('a plugin that does nothing', 'empty-plugin'),
        contender('ours', 'ours'),
        contender('ours, with the report', 'ours-with-report'),
        contender('cdk-nag AwsSolutions', 'cdk-nag'),
      ],
      measures: [
        { key: 'synth', label: 'synth', unit: 'ms' },
        { key: 'app', label: 'construct and synth', unit: 'ms' },
      ],
      prepare: writeHandler,
    },
  ],
};

function contender(name: string, file: string): Contender {
  return { name, command: [caseFile(`rules/${file}`), JSON.stringify({ count: COUNT })] };
}
