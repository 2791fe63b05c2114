/** What a retrier takes where it says nothing: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export const RETRIER = { attempts: 3, backoffRate: 2 } as const;

/**
 * What a retrier takes: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 *
 * `longestDelaySeconds` is the first that is refused, and a longest delay has to be above the interval:
 * https://states-language.net/#retrying-after-error
 */
export const RETRIER_RANGES = {
  attempts: { least: 0, most: 99_999_999 },
  intervalSeconds: { least: 1, most: 99_999_999 },
  longestDelaySeconds: 31_622_400,
  backoffRate: { least: 1, most: Number.MAX_VALUE },
} as const;

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
export const EXECUTION = {
  longestSeconds: { standard: 31_536_000, express: 300 },
  mostEvents: 25_000,
  longestStateName: 80,
  waitSeconds: { least: 1, most: 31_536_000 },
} as const;

/**
 * Names of what went wrong: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 *
 * `ofService` passes by itself. After `unknown` nobody knows whether the function did its work. `final` stays so, however
 * often it is tried.
 */
export const STATES_ERRORS = {
  all: 'States.ALL',
  timeout: 'States.Timeout',
  taskFailed: 'States.TaskFailed',
  ofService: [
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.ClientExecutionTimeoutException',
    'Lambda.TooManyRequestsException',
  ],
  unknown: [
    'States.Timeout',
    'Lambda.Unknown',
    'Sandbox.Timedout',
    'Runtime.ExitError',
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.ClientExecutionTimeoutException',
  ],
  final: ['States.Runtime', 'States.DataLimitExceeded'],
} as const;
