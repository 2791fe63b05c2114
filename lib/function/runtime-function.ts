import * as path from 'path';
import { Architecture, Code, Function, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { accept } from '../private/accepted-findings';
import { createExecutionRole, setTracing } from '../permissions/execution-role';

/** What differs between the functions that the library itself runs. */
export interface RuntimeFunctionProps {
  /** File of lib/runtime without its extension; `npm run build:runtime` bundles it to `assets/<asset>/index.js`. */
  readonly asset: string;
  readonly environment?: Record<string, string>;
  readonly timeout: Duration;
  /** MiB; 256 by default. */
  readonly memorySize?: number;
  /** Active by default. What runs without pause and does the same each time is better not traced. */
  readonly tracing?: Tracing;
  /** The account's, shared with every other function, by default. */
  readonly reservedConcurrency?: number;
  readonly description: string;
}

/** The same relative path from lib/function and from build/function. */
const ASSETS = path.join(__dirname, '..', '..', 'assets');

/** Code of one of the library's own handlers, already bundled: apps need no compiler for it. */
export function runtimeCode(asset: string): Code {
  return Code.fromAsset(path.join(ASSETS, asset));
}

/** A function that runs one of the library's own handlers, with its own log group and the least of roles. */
export function createRuntimeFunction(scope: Construct, id: string, props: RuntimeFunctionProps): Function {
  const tracing = props.tracing ?? Tracing.ACTIVE;
  const logGroup = new LogGroup(scope, `${id}Log`, { retention: RetentionDays.ONE_MONTH });
  const handler = new Function(scope, id, {
    code: runtimeCode(props.asset),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    timeout: props.timeout,
    memorySize: props.memorySize ?? 256,
    reservedConcurrentExecutions: props.reservedConcurrency,
    environment: props.environment,
    description: props.description,
    logGroup,
    role: createExecutionRole(scope, `${id}Role`, { logGroup, tracing }),
  });
  setTracing(handler, tracing);
  accept(handler, 'failuresKeptElsewhere', 'Serverless-LambdaDLQ');
  return handler;
}
