import { Function, type IFunction, type IVersion } from 'aws-cdk-lib/aws-lambda';
import { Duration, Token } from 'aws-cdk-lib/core';
import { durationText } from '../private/duration-text';
import { type Problems } from '../private/errors';
import { timeoutOf } from '../function/function-timeout';
import { duration, flag, listOf, number, objectWith, text, validateProps, type PropKinds } from '../private/props';
import {
  type InvocationDelayOptions,
  type InvocationErrorOptions,
  type InvocationFaultOptions,
  type InvocationResponseOptions,
} from './fault-options';
import { FIS } from '../limits/fis';
import { LAMBDA } from '../limits/lambda';
import { isWholeWithin } from '../limits/range';
import { asText, checkTargets, FIND_BY_TAG, type FaultAction, type FaultKind } from './fault-action';
import { openFaultChannel } from './fault-channel';

/** https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#invocation-add-delay */
const LONGEST_DELAY = Duration.seconds(LAMBDA.timeoutSeconds.most);

/** The extension looks for faults once a minute: https://docs.aws.amazon.com/fis/latest/userguide/use-lambda-actions.html#understanding-polling */
const ONSET = Duration.minutes(1);

const KNOWN_INVOCATION_FAULT_OPTIONS: PropKinds<InvocationFaultOptions> = {
  functions: listOf(objectWith('functionArn', 'a function')),
  percentage: number,
  extension: objectWith('layerVersionArn', 'a layer'),
  configurationBucket: objectWith('bucketArn', 'a bucket'),
};
const KNOWN_INVOCATION_DELAY_OPTIONS: PropKinds<InvocationDelayOptions> = {
  ...KNOWN_INVOCATION_FAULT_OPTIONS,
  delay: duration,
};
const KNOWN_INVOCATION_ERROR_OPTIONS: PropKinds<InvocationErrorOptions> = {
  ...KNOWN_INVOCATION_FAULT_OPTIONS,
  preventExecution: flag,
};
const KNOWN_INVOCATION_RESPONSE_OPTIONS: PropKinds<InvocationResponseOptions> = {
  ...KNOWN_INVOCATION_ERROR_OPTIONS,
  statusCode: number,
  contentType: text,
};

/** `Fault.delayInvocations` */
export function delayOf(options: InvocationDelayOptions): FaultKind {
  validateProps('Fault.delayInvocations', options, KNOWN_INVOCATION_DELAY_OPTIONS, problems => {
    checkOptions(options, problems);
    checkDelay(options, problems);
  });
  return delayBy(options.delay, options, `by ${options.delay.toHumanString()}`);
}

/** `Fault.timeOutInvocations` */
export function timeOutOf(options: InvocationFaultOptions): FaultKind {
  validateProps('Fault.timeOutInvocations', options, KNOWN_INVOCATION_FAULT_OPTIONS, problems =>
    checkOptions(options, problems),
  );
  const longest = Math.max(...options.functions.map(fn => timeoutOf(fn) ?? LONGEST_DELAY.toSeconds()));
  const delay = Duration.seconds(Math.min(longest + 1, LONGEST_DELAY.toSeconds()));
  return delayBy(delay, options, 'until they time out');
}

/** `Fault.failInvocations` */
export function errorOf(options: InvocationErrorOptions): FaultKind {
  validateProps('Fault.failInvocations', options, KNOWN_INVOCATION_ERROR_OPTIONS, problems =>
    checkOptions(options, problems),
  );
  const preventExecution = options.preventExecution ?? true;
  return new InvocationFault(options, {
    actionId: 'aws:lambda:invocation-error',
    verb: 'fails',
    how: preventExecution ? undefined : 'after the handler ran',
    parameters: { preventExecution: String(preventExecution) },
    waitsForPoll: preventExecution,
  });
}

/** `Fault.answerInvocations` */
export function responseOf(options: InvocationResponseOptions): FaultKind {
  validateProps('Fault.answerInvocations', options, KNOWN_INVOCATION_RESPONSE_OPTIONS, problems => {
    checkOptions(options, problems);
    checkStatusCode(options, problems);
  });
  const preventExecution = options.preventExecution ?? true;
  return new InvocationFault(options, {
    actionId: 'aws:lambda:invocation-http-integration-response',
    verb: 'answers',
    how: `with ${asText(options.statusCode)}`,
    parameters: {
      statusCode: asText(options.statusCode),
      contentTypeHeader: options.contentType ?? 'application/json',
      preventExecution: String(preventExecution),
    },
    waitsForPoll: preventExecution,
  });
}

function delayBy(delay: Duration, options: InvocationFaultOptions, how: string): FaultKind {
  return new InvocationFault(options, {
    actionId: 'aws:lambda:invocation-add-delay',
    verb: 'delays',
    how,
    parameters: { startupDelayMilliseconds: asText(delay.toMilliseconds()) },
    waitsForPoll: false,
  });
}

/** What differs between FIS's actions on functions. */
interface InvocationAction {
  readonly actionId: string;
  readonly verb: string;
  readonly how?: string;
  readonly parameters: Record<string, string>;
  readonly waitsForPoll: boolean;
}

class InvocationFault implements FaultKind {
  readonly onset = ONSET;
  readonly summary: string;
  readonly targets: readonly IFunction[];

  constructor(
    private readonly options: InvocationFaultOptions,
    private readonly action: InvocationAction,
  ) {
    this.targets = options.functions;
    const of = `${asText(options.percentage ?? 100)} % of the invocations`;
    this.summary = [action.verb, of, action.how].filter(part => part !== undefined).join(' ');
  }

  /** FIS is given the function itself: the fault befalls every version and alias of it. */
  bind(): FaultAction {
    const functions = [...new Set(this.targets.map(fn => functionOf(fn)!))];
    const faults = functions.map(fn => openFaultChannel(fn, { ...this.options, ...this.action }));
    const arns = functions.map(fn => fn.functionArn);
    return {
      actionId: this.action.actionId,
      targetKey: 'Functions',
      resourceType: 'aws:lambda:function',
      resourceArns: arns,
      parameters: { ...this.action.parameters, invocationPercentage: asText(this.options.percentage ?? 100) },
      rights: [
        { actions: ['s3:PutObject', 's3:DeleteObject'], resources: [...new Set(faults)] },
        { actions: ['lambda:GetFunction'], resources: arns },
        FIND_BY_TAG,
      ],
    };
  }
}

/** The function behind an alias, a version or a `ResilientFunction`; undefined where it is not made in this app. */
function functionOf(given: IFunction | undefined): Function | undefined {
  if (given instanceof Function) return given;
  const behind = (given as Partial<IVersion> | undefined)?.lambda;
  return behind && functionOf(behind);
}

function checkOptions(options: InvocationFaultOptions, problems: Problems): void {
  for (const given of checkTargets('functions', options.functions, 'functionArn', FIS.targetArns, problems)) {
    if (functionOf(given) === undefined) {
      problems.add(
        'FaultTargetUnsupported',
        `"${given.node.path}" is not made in this app, so it cannot be prepared for faults; make the experiment where it is made`,
      );
    }
  }
  const { percentage } = options;
  if (percentage !== undefined && !Token.isUnresolved(percentage) && !isWholeWithin(percentage, FIS.percentage)) {
    problems.add('FaultPercentageOutOfRange', `"percentage" is ${percentage}; FIS takes whole numbers, from 1 to 100`);
  }
}

function checkDelay({ delay, functions }: InvocationDelayOptions, problems: Problems): void {
  if (delay?.isUnresolved()) return;
  const millis = delay?.toMilliseconds({ integral: false }) ?? NaN;
  if (!Number.isInteger(millis) || millis < 1 || millis > LONGEST_DELAY.toMilliseconds()) {
    problems.add(
      'FaultDelayOutOfRange',
      `"delay" is ${durationText(delay)}; FIS delays by whole milliseconds, up to 15 minutes`,
    );
  }
  for (const given of functions ?? []) {
    const timeout = timeoutOf(given);
    if (timeout === undefined) continue;
    if (millis >= timeout * 1000) {
      problems.add(
        'FaultDelayTooLong',
        `"delay" is ${durationText(delay)}, and "${given.node.path}" times out after ${Duration.seconds(timeout).toHumanString()}, so that it would not be slow but fail; ` +
          'give a shorter one, or use Fault.timeOutInvocations()',
      );
    }
  }
}

function checkStatusCode({ statusCode }: InvocationResponseOptions, problems: Problems): void {
  if (!Token.isUnresolved(statusCode) && (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599)) {
    problems.add(
      'FaultStatusCodeOutOfRange',
      `"statusCode" is ${statusCode}; HTTP has whole numbers from 100 to 599, such as 503`,
    );
  }
}
