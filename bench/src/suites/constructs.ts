import { type Suite } from '../suite';
import { protectedFunctions, RAW_TWIN, writeHandler } from './protected-functions';

const COUNT = 500;

export const constructs: Suite = {
  name: 'constructs',
  about: 'Functions with dead letters, alias and alarm pairs, without bundling.',
  comparisons: () => [
    {
      id: 'constructs/500',
      title: `${COUNT} protected functions`,
      baseline: RAW_TWIN,
      contenders: protectedFunctions(COUNT),
      measures: [
        { key: 'app', label: 'construct and synth', unit: 'ms' },
        { key: 'construct', label: 'construct', unit: 'ms' },
        { key: 'synth', label: 'synth', unit: 'ms' },
        { key: 'cpu', label: 'CPU of the process', unit: 'ms' },
      ],
      prepare: writeHandler,
    },
  ],
};
