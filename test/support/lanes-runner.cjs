const { default: TestRunner } = require('jest-runner');

/** Clouds at a time. Two would be quicker, and beside the unit tests the one was seen to disturb the other. */
const CLOUDS = 1;
/** Takes as long as most of the others together, and begins first. */
const LONGEST = /reference-app\.test\.ts$/;

const isOfClouds = ({ context }) => context.config.displayName.name === 'e2e';

/**
 * Runs the tests that start local clouds beside all others, in workers of their own. A cloud waits half of the time, and the
 * others take what it leaves of the processors: see `yield-to-clouds.cjs`.
 *
 * With `--runInBand` one file runs after the other.
 */
module.exports = class LanesRunner extends TestRunner {
  constructor(globalConfig, context) {
    super(globalConfig, context);
    this.clouds = new TestRunner({ ...globalConfig, maxWorkers: Math.min(CLOUDS, globalConfig.maxWorkers) }, context);
  }

  on(event, listener) {
    const stops = [super.on(event, listener), this.clouds.on(event, listener)];
    return () => stops.forEach(stop => stop());
  }

  async runTests(tests, watcher, options) {
    const clouds = tests.filter(isOfClouds).sort((a, b) => LONGEST.test(b.path) - LONGEST.test(a.path));
    const others = tests.filter(test => !isOfClouds(test));
    if (options.serial || clouds.length === 0) return super.runTests(tests, watcher, options);
    // Workers have the environment of this process.
    process.env.BESIDE_CLOUDS = 'true';
    await Promise.all([
      this.clouds.runTests(clouds, watcher, options),
      others.length > 0 && super.runTests(others, watcher, options),
    ]);
  }
};
