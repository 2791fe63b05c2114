import { type ILayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Annotations, type Duration, Token } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type AsyncInvocation, type Notify } from './async-invocation';
import { checkBundling, checkEntryRuntime } from '../bundling/bundling-limits';
import { type ResilientFunctionProps } from './resilient-function-props';
import { ASYNC_INVOCATION as ASYNC, LAMBDA } from '../limits/lambda';
import { isWholeWithin, isWithin } from '../limits/range';
import { DEPRECATED_RUNTIMES } from '../limits/runtimes';
import { durationText } from '../private/duration-text';
import { Problems } from '../private/errors';
import { checkKnownProps, type KnownProps } from '../private/props';

const MEMORY = LAMBDA.memoryMegabytes;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const RESERVED_VARIABLES = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
];

const PROPS: KnownProps<ResilientFunctionProps> = {
  entry: true,
  code: true,
  handler: true,
  runtime: true,
  bundling: true,
  timeout: true,
  memorySize: true,
  environment: true,
  reservedConcurrency: true,
  asyncInvocation: true,
  deadLetters: true,
  notify: true,
  alarms: true,
  tracing: true,
  logRetention: true,
  architecture: true,
  layers: true,
  role: true,
  description: true,
};
const ASYNC_INVOCATION: KnownProps<AsyncInvocation> = { retryAttempts: true, maxEventAge: true };
const NOTIFY: KnownProps<Notify> = { onFailure: true, onSuccess: true };

/** Throws all that is wrong with the props of a function, and warns of what disables it. */
export function checkFunctionProps(scope: Construct, props: ResilientFunctionProps): void {
  const problems = new Problems(scope);
  checkKnownProps(props, PROPS, problems);
  checkBundling(props.bundling, problems);
  checkKnownProps(props.asyncInvocation, ASYNC_INVOCATION, problems, 'asyncInvocation');
  checkKnownProps(props.notify, NOTIFY, problems, 'notify');
  checkSource(props, problems);
  checkRuntime(props.runtime ?? Runtime.NODEJS_24_X, props.entry !== undefined, problems);
  checkTimeout(props.timeout, problems);
  checkMemory(props.memorySize, problems);
  checkReservedConcurrency(props.reservedConcurrency, problems);
  checkAsyncInvocation(props.asyncInvocation, problems);
  checkEnvironment(props.environment, problems);
  checkLogRetention(props.logRetention, problems);
  checkLayers(props.layers, problems);
  problems.throwIfAny();
  warnWhenDisabled(scope, props.reservedConcurrency);
}

/** Records what Lambda would refuse in the variables of a function. */
export function checkEnvironment(environment: Record<string, string> | undefined, problems: Problems): void {
  const entries = Object.entries(environment ?? {});
  for (const [name] of entries) {
    if (RESERVED_VARIABLES.includes(name)) {
      problems.add(
        'VariableNameInvalid',
        `environment variable "${name}" is set by Lambda and cannot be given; choose another name`,
      );
    }
  }
  const size = entries.reduce((sum, [name, value]) => sum + bytes(name) + bytes(value), 0);
  if (size > LAMBDA.environmentBytes) {
    problems.add(
      'EnvironmentSizeOutOfRange',
      `the environment has ${size} bytes and Lambda allows ${LAMBDA.environmentBytes}; keep large values in Parameter Store or a file`,
    );
  }
}

function checkSource({ entry, code, handler, bundling }: ResilientFunctionProps, problems: Problems): void {
  if ((entry === undefined) === (code === undefined)) {
    problems.add(
      entry === undefined ? 'CodeMissing' : 'CodeConflict',
      `${entry === undefined ? 'neither "entry" nor "code" is' : 'both "entry" and "code" are'} given; give "entry" to have a file bundled, or "code" that is bundled already`,
    );
  }
  if (code !== undefined && handler === undefined) {
    problems.add(
      'HandlerMissing',
      '"code" is given without "handler"; name the function in it to call, such as "index.handler"',
    );
  }
  if (bundling !== undefined && code !== undefined) {
    problems.add(
      'BundlingUnused',
      '"bundling" is given with "code", which is not bundled; give "entry" in place of "code", or drop "bundling"',
    );
  }
}

function checkTimeout(timeout: Duration | undefined, problems: Problems): void {
  if (!timeout || timeout.isUnresolved()) return;
  const seconds = timeout.toSeconds({ integral: false });
  if (!isWholeWithin(seconds, LAMBDA.timeoutSeconds)) {
    problems.add(
      'TimeoutOutOfRange',
      `the timeout is ${durationText(timeout)}; Lambda allows whole seconds, from 1 second to 15 minutes`,
    );
  }
}

function checkMemory(memorySize: number | undefined, problems: Problems): void {
  if (memorySize === undefined || Token.isUnresolved(memorySize)) return;
  if (!isWholeWithin(memorySize, MEMORY)) {
    problems.add(
      'MemorySizeOutOfRange',
      `memorySize is ${memorySize}; Lambda allows ${MEMORY.least} to ${MEMORY.most} MiB, in whole numbers`,
    );
  }
}

function checkReservedConcurrency(reserved: number | undefined, problems: Problems): void {
  if (reserved === undefined || Token.isUnresolved(reserved)) return;
  if (!Number.isInteger(reserved) || reserved < 0) {
    problems.add(
      'ReservedConcurrencyOutOfRange',
      `reservedConcurrency is ${reserved}; it is a number of executions, 1 or more`,
    );
  }
}

function checkAsyncInvocation(given: AsyncInvocation | undefined, problems: Problems): void {
  const { retryAttempts: retries, maxEventAge: age } = given ?? {};
  const isBad = retries !== undefined && !isWholeWithin(retries, ASYNC.retries);
  if (isBad && !Token.isUnresolved(retries)) {
    problems.add('RetryAttemptsOutOfRange', `retryAttempts is ${retries}; Lambda makes 0, 1 or 2 further attempts`);
  }
  if (!age || age.isUnresolved()) return;
  const seconds = age.toSeconds({ integral: false });
  if (!isWithin(seconds, ASYNC.eventAgeSeconds)) {
    problems.add(
      'MaxEventAgeOutOfRange',
      `maxEventAge is ${durationText(age)}; Lambda keeps events for 1 minute to 6 hours`,
    );
  }
}

function checkRuntime(runtime: Runtime, bundled: boolean, problems: Problems): void {
  if (DEPRECATED_RUNTIMES.includes(runtime.name)) {
    problems.add(
      'RuntimeUnsupported',
      `runtime "${runtime.name}" gets no security updates any more; use a current one, such as Runtime.NODEJS_24_X`,
    );
  }
  if (bundled) checkEntryRuntime(runtime.name, problems);
}

/** JavaScript may give any number; CloudWatch Logs takes some. */
function checkLogRetention(retention: RetentionDays | undefined, problems: Problems): void {
  if (retention !== undefined && !Token.isUnresolved(retention) && RetentionDays[retention] === undefined) {
    problems.add(
      'LogRetentionOutOfRange',
      `logRetention is ${retention}; CloudWatch Logs keeps certain numbers of days, give one of RetentionDays, such as RetentionDays.ONE_MONTH`,
    );
  }
}

function checkLayers(layers: ILayerVersion[] | undefined, problems: Problems): void {
  const count = layers?.length ?? 0;
  if (count > LAMBDA.layers) {
    problems.add(
      'LayersTooMany',
      `there are ${count} layers and Lambda takes ${LAMBDA.layers}; put some of them together`,
    );
  }
}

function warnWhenDisabled(scope: Construct, reserved: number | undefined): void {
  if (reserved !== 0) return;
  Annotations.of(scope).addWarningV2(
    'cdk-resilient-serverless:functionDisabled',
    `reservedConcurrency of "${scope.node.path}" is 0: Lambda refuses every invocation; give 1 or more, or leave it out`,
  );
}

/** What a token will be is not known; it counts as nothing. */
function bytes(text: string): number {
  return Token.isUnresolved(text) ? 0 : Buffer.byteLength(text);
}
