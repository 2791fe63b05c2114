const { default: TestRunner } = require('jest-runner');

/** Jest runs one runner after the other: these tests come last, one at a time, with the machine to themselves. */
module.exports = class SerialRunner extends TestRunner {
  isSerial = true;
};
