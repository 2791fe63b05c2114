import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, Duration, Lazy, Stack, Token } from 'aws-cdk-lib/core';
import { ResilientFunction, type ResilientFunctionProps } from '../../lib/function';
import { DeadLetters } from '../../lib/dead-letters';
import { failureOf } from '../support/failure';

const code = Code.fromInline('exports.handler = async () => {}');

function create(props: object) {
  const stack = new Stack(new App(), 'Plain');
  new ResilientFunction(stack, 'Api', { code, handler: 'index.handler', ...props } as ResilientFunctionProps);
  return stack;
}

test.each([
  ['a timeout over 15 minutes', { timeout: Duration.minutes(16) }, 'TimeoutOutOfRange', '15 minutes'],
  ['a timeout of nothing', { timeout: Duration.seconds(0) }, 'TimeoutOutOfRange', '1 second'],
  ['a timeout in fractions of a second', { timeout: Duration.millis(1500) }, 'TimeoutOutOfRange', 'whole seconds'],
  ['memory of 64', { memorySize: 64 }, 'MemorySizeOutOfRange', 'memorySize is 64; Lambda allows 128 to 10240'],
  ['memory of 10,241', { memorySize: 10_241 }, 'MemorySizeOutOfRange', '10241'],
  ['memory of NaN', { memorySize: NaN }, 'MemorySizeOutOfRange', 'NaN'],
  ['3 retries', { asyncInvocation: { retryAttempts: 3 } }, 'RetryAttemptsOutOfRange', '0, 1 or 2'],
  ['-1 retries', { asyncInvocation: { retryAttempts: -1 } }, 'RetryAttemptsOutOfRange', '-1'],
  ['1.5 retries', { asyncInvocation: { retryAttempts: 1.5 } }, 'RetryAttemptsOutOfRange', '1.5'],
  [
    'an age of 30 seconds',
    { asyncInvocation: { maxEventAge: Duration.seconds(30) } },
    'MaxEventAgeOutOfRange',
    '1 minute to 6',
  ],
  ['an age of 7 hours', { asyncInvocation: { maxEventAge: Duration.hours(7) } }, 'MaxEventAgeOutOfRange', '7 hours'],
  ['negative concurrency', { reservedConcurrency: -1 }, 'ReservedConcurrencyOutOfRange', '-1'],
  ['broken concurrency', { reservedConcurrency: 1.5 }, 'ReservedConcurrencyOutOfRange', '1.5'],
  ['a deprecated runtime', { runtime: Runtime.NODEJS_16_X }, 'RuntimeUnsupported', 'nodejs16.x'],
  ['a variable of Lambda', { environment: { AWS_REGION: 'eu' } }, 'VariableNameInvalid', '"AWS_REGION"'],
  ['over 4 KB of environment', { environment: { A: 'x'.repeat(4096) } }, 'EnvironmentSizeOutOfRange', '4097 bytes'],
  ['a misspelt prop', { deadleters: 1 }, 'PropUnknown', 'did you mean "deadLetters"?'],
  [
    'a misspelt prop of a group',
    { notify: { onFailur: 1 } },
    'PropUnknown',
    '"notify.onFailur"; did you mean "onFailure"?',
  ],
  ['a prop like no other', { somethingElse: 1 }, 'PropUnknown', 'known are entry, code'],
  ['neither entry nor code', { code: undefined, handler: undefined }, 'CodeMissing', 'neither'],
  ['both entry and code', { entry: 'index.ts' }, 'CodeConflict', 'both'],
  ['code without a handler', { handler: undefined }, 'HandlerMissing', 'index.handler'],
  ['bundling of code', { bundling: { minify: false } }, 'BundlingUnused', 'is not bundled'],
])('fails on %s', (_, props, code, fragment) => {
  const failure = failureOf(() => create(props));
  expect(failure.codes).toEqual([code]);
  expect(failure.path).toBe('Plain/Api');
  expect(failure.message).toContain(fragment);
});

test('fails on an entry for a runtime that is not Node.js', () => {
  const failure = failureOf(() =>
    create({ code: undefined, entry: __filename, runtime: Runtime.PYTHON_3_13, handler: undefined }),
  );
  expect(failure).toMatchObject({ codes: ['EntryRuntimeUnsupported'], path: 'Plain/Api' });
  expect(failure.message).toContain('python3.13');
});

test('fails with everything that is wrong at once', () => {
  const failure = failureOf(() =>
    create({ timeout: Duration.hours(1), memorySize: 1, asyncInvocation: { retryAttempts: 9 } }),
  );
  expect(failure.codes).toEqual(['TimeoutOutOfRange', 'MemorySizeOutOfRange', 'RetryAttemptsOutOfRange']);
});

test('fails on a variable of Lambda that is added later', () => {
  const stack = new Stack(new App(), 'Plain');
  const handler = new ResilientFunction(stack, 'Api', { code, handler: 'index.handler' });
  expect(failureOf(() => handler.addEnvironment('AWS_REGION', 'eu'))).toMatchObject({
    codes: ['VariableNameInvalid'],
    path: 'Plain/Api',
  });
});

test('fails on dead letters in a FIFO queue', () => {
  const stack = new Stack(new App(), 'Plain');
  const deadLetters = DeadLetters.toQueue(new Queue(stack, 'Ordered', { fifo: true }));
  const failure = failureOf(() => new ResilientFunction(stack, 'Api', { code, handler: 'index.handler', deadLetters }));
  expect(failure).toMatchObject({ codes: ['DeadLettersUnsupported'], path: 'Plain/Api' });
  expect(failure.message).toContain('"Plain/Ordered" is a FIFO queue');
});

test('fails on dead letters in another region', () => {
  const stack = new Stack(new App(), 'Plain', { env: { account: '111122223333', region: 'us-east-1' } });
  const queue = Queue.fromQueueArn(stack, 'Far', 'arn:aws:sqs:us-west-2:111122223333:far');
  const failure = failureOf(
    () =>
      new ResilientFunction(stack, 'Api', { code, handler: 'index.handler', deadLetters: DeadLetters.toQueue(queue) }),
  );
  expect(failure).toMatchObject({ codes: ['DeadLettersOfOtherRegion'], path: 'Plain/Api' });
  expect(failure.message).toContain('"us-west-2"');
});

test('warns of a function that is disabled', () => {
  const stack = create({ reservedConcurrency: 0 });
  Annotations.fromStack(stack).hasWarning('/Plain/Api', Match.stringLikeRegexp('refuses every invocation'));
});

test('accepts values that are known at deployment only', () => {
  const number = Token.asNumber({ Ref: 'Given' });
  expect(() =>
    create({
      memorySize: number,
      reservedConcurrency: number,
      timeout: Duration.seconds(Lazy.number({ produce: () => 5 })),
      asyncInvocation: { retryAttempts: number },
      environment: { LONG: Lazy.string({ produce: () => 'x' }) },
    }),
  ).not.toThrow();
});
