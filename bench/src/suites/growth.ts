import { type Suite } from '../suite';
import { protectedFunctions, RAW_TWIN, writeHandler } from './protected-functions';

const COUNTS = [10, 100, 1_000, 5_000];

/** The smallest ratio that matters is one of hundreds: few rounds are enough, and one of what takes half a minute. */
const ROUNDS = 3;
const LARGE = 5_000;

export const growth: Suite = {
  name: 'growth',
  about: 'How each phase grows with the number of protected functions, spread over stacks of 30.',
  comparisons: () =>
    COUNTS.map(count => ({
      id: `growth/${count}`,
      title: `${count} protected functions`,
      baseline: RAW_TWIN,
      contenders: protectedFunctions(count).filter(({ name }) => name === RAW_TWIN || name === 'ours'),
      measures: [
        { key: 'app', label: 'construct and synth', unit: 'ms' },
        { key: 'construct', label: 'construct', unit: 'ms' },
        { key: 'synth', label: 'synth', unit: 'ms' },
      ],
      prepare: writeHandler,
      atMostRounds: count === LARGE ? 1 : ROUNDS,
    })),
};
