import { type Suite } from '../suite';
import { protectedFunctions, RAW_TWIN, writeHandler } from './protected-functions';

const COUNT = 60;

export const size: Suite = {
  name: 'size',
  about: 'What the same functions put into the templates, each with its share of what a stack needs once.',
  comparisons: () => [
    {
      id: 'size/template',
      title: 'one protected function',
      baseline: RAW_TWIN,
      contenders: protectedFunctions(COUNT),
      measures: [
        { key: 'resourcesPerFunction', label: 'resources', unit: 'pieces' },
        { key: 'bytesPerFunction', label: 'template', unit: 'B' },
      ],
      prepare: writeHandler,
      atMostRounds: 1,
    },
  ],
};
