import { type ILayerVersion, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
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
import { type Problems } from '../private/errors';
import {
  checkProps,
  duration,
  listOf,
  number,
  objectWith,
  oneOf,
  options,
  text,
  validateProps,
  type PropKinds,
} from '../private/props';

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

const KNOWN_RESILIENT_FUNCTION_PROPS: PropKinds<ResilientFunctionProps> = {
  entry: text,
  code: objectWith('bind', "Code, such as Code.fromAsset('dist')"),
  handler: text,
  runtime: objectWith('runtimeEquals', 'a Runtime, such as Runtime.NODEJS_24_X'),
  bundling: options,
  timeout: duration,
  memorySize: number,
  environment: options,
  reservedConcurrency: number,
  asyncInvocation: options,
  deadLetters: objectWith('_check', 'DeadLetters, such as DeadLetters.ownQueue()'),
  notify: options,
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
  deployment: objectWith('_bind', 'a Deployment, such as Deployment.canary()'),
  scaling: objectWith('_bind', 'a Scaling, such as Scaling.provisioned({ min: 2, max: 20 })'),
  tracing: text,
  loggingFormat: oneOf(LoggingFormat),
  logRetention: number,
  architecture: objectWith('dockerPlatform', 'an Architecture, such as Architecture.ARM_64'),
  layers: listOf(objectWith('layerVersionArn', 'a layer')),
  role: objectWith('roleArn', 'a role'),
  description: text,
};
const KNOWN_ASYNC_INVOCATION: PropKinds<AsyncInvocation> = { retryAttempts: number, maxEventAge: duration };
const KNOWN_NOTIFY: PropKinds<Notify> = {
  onFailure: objectWith('functionArn', 'a function'),
  onSuccess: objectWith('functionArn', 'a function'),
};

/** Throws all that is wrong with the props of a function, and warns of what disables it. */
export function validateFunctionProps(scope: Construct, props: ResilientFunctionProps): void {
  validateProps(scope, props, KNOWN_RESILIENT_FUNCTION_PROPS, problems => {
    checkBundling(props.bundling, problems);
    checkProps(props.notify, KNOWN_NOTIFY, problems, 'notify');
    checkSource(props, problems);
    checkRuntime(props.runtime ?? Runtime.NODEJS_24_X, props.entry !== undefined, problems);
    checkTimeout(props.timeout, problems);
    checkMemory(props.memorySize, problems);
    checkReservedConcurrency(props.reservedConcurrency, problems);
    if (checkProps(props.asyncInvocation, KNOWN_ASYNC_INVOCATION, problems, 'asyncInvocation')) {
      checkAsyncInvocation(props.asyncInvocation, problems);
    }
    checkEnvironment(props.environment, problems);
    checkLogRetention(props.logRetention, problems);
    checkLayers(props.layers, problems);
  });
  warnWhenDisabled(scope, props.reservedConcurrency);
}

/** What is undefined is left out, as CDK does: `process.env.NAME` may be. */
export function givenVariables(environment: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined));
}

/** Records what Lambda would refuse in the variables of a function. */
export function checkEnvironment(environment: Record<string, string> | undefined, problems: Problems): void {
  const entries = Object.entries(givenVariables(environment));
  for (const [name, value] of entries) {
    if (typeof value !== 'string') {
      problems.add(
        'VariableValueInvalid',
        `environment variable "${name}" is ${JSON.stringify(value)}; give a text, such as String(value)`,
      );
    }
  }
  for (const [name] of entries) {
    if (RESERVED_VARIABLES.includes(name)) {
      problems.add(
        'VariableNameInvalid',
        `environment variable "${name}" is set by Lambda and cannot be given; choose another name`,
      );
    }
  }
  const size = entries.reduce((sum, [name, value]) => sum + bytes(name) + bytes(String(value)), 0);
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
