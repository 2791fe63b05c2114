import { type IRole } from 'aws-cdk-lib/aws-iam';
import {
  type Architecture,
  type Code,
  type ILayerVersion,
  type LoggingFormat,
  type Runtime,
  type Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type Duration } from 'aws-cdk-lib/core';
import { type DeadLetters } from '../dead-letters/dead-letters';
import { type Deployment } from '../delivery/deployment';
import { type Scaling } from '../delivery/scaling';
import { type Alarms } from '../observability/alarms';
import { type AsyncInvocation, type Notify } from './async-invocation';
import { type Bundling } from '../bundling/bundling';

/** What runs, how it is protected, and who is told. */
export interface ResilientFunctionProps {
  /**
   * TypeScript or JavaScript file that exports the handler, relative to the directory in which the app runs. It is
   * bundled with esbuild, which the app has to have installed.
   *
   * @default - `code` is given
   */
  readonly entry?: string;

  /**
   * Code that is bundled already, in any language.
   *
   * @default - `entry` is given
   */
  readonly code?: Code;

  /**
   * Handler: with `entry` the name of the export, with `code` as the runtime wants it, such as `index.handler`.
   *
   * @default - with `entry` "handler"; required with `code`
   */
  readonly handler?: string;

  /**
   * Runtime. One that gets no security updates any more is refused.
   *
   * @default Runtime.NODEJS_24_X
   */
  readonly runtime?: Runtime;

  /**
   * How `entry` is bundled.
   *
   * @default - minified CommonJS without source map; the AWS SDK is taken from the runtime
   */
  readonly bundling?: Bundling;

  /**
   * How long one attempt may take, up to 15 minutes.
   *
   * @default Duration.seconds(10)
   */
  readonly timeout?: Duration;

  /**
   * Memory in MiB, 128 to 10,240; the share of CPU grows with it.
   *
   * @default 512
   */
  readonly memorySize?: number;

  /**
   * Environment variables, at most 4 KB together.
   *
   * @default - no variables but Lambda's own
   */
  readonly environment?: { [name: string]: string };

  /**
   * Executions that are set aside for this function, and its most. 0 disables the function (warns).
   *
   * @default - the function shares the account's concurrency
   */
  readonly reservedConcurrency?: number;

  /**
   * Attempts and age of asynchronous invocations.
   *
   * @default - 2 further attempts within 6 hours
   */
  readonly asyncInvocation?: AsyncInvocation;

  /**
   * Where events go whose last attempt failed.
   *
   * @default DeadLetters.ownQueue()
   */
  readonly deadLetters?: DeadLetters;

  /**
   * Functions that are told how asynchronous invocations ended.
   *
   * @default - no function is told
   */
  readonly notify?: Notify;

  /**
   * Alarms on the function and on its own dead letters.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;

  /**
   * How a new version reaches its callers.
   *
   * @default - all calls at once; nothing takes a bad version back
   */
  readonly deployment?: Deployment;

  /**
   * How many executions are ready before anybody calls, by load and by time.
   *
   * @default - none: the first calls wait for cold starts
   */
  readonly scaling?: Scaling;

  /**
   * X-Ray tracing.
   *
   * @default Tracing.ACTIVE
   */
  readonly tracing?: Tracing;

  /**
   * Form of the lines of the log. In JSON each has a level and the id of its request, whatever the function prints by its
   * runtime's own means; a line that is JSON already stays as it is.
   *
   * @default LoggingFormat.JSON
   */
  readonly loggingFormat?: LoggingFormat;

  /**
   * How long the log is kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;

  /**
   * Processor.
   *
   * @default - ARM_64 with `entry`; X86_64 with `code`, which may hold machine code
   */
  readonly architecture?: Architecture;

  /**
   * Layers, at most 5.
   *
   * @default - no layers
   */
  readonly layers?: ILayerVersion[];

  /**
   * Role that the function runs as; the rights to its log, its traces and its failure destination are added.
   *
   * @default - a role with these rights and no others
   */
  readonly role?: IRole;

  /**
   * What the function is for, as the console shows it.
   *
   * @default - no description
   */
  readonly description?: string;
}
