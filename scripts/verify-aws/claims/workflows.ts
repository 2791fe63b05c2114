import { type Claim } from '../claim';

export const WORKFLOWS: readonly Claim[] = [
  {
    id: 'retrier-names-final-errors',
    what: 'Whether Step Functions takes a retrier that names `States.Runtime` and `States.DataLimitExceeded` with `MaxAttempts: 0`, as ours do to keep them from the wildcard behind it',
    where:
      '[lib/workflow/states.ts](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/lib/workflow/states.ts), `renderRetry`',
    why: '[the page](https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html) lists both as names, and says of `States.Runtime` only that it is never retried',
    settledBy:
      '`aws stepfunctions validate-state-machine-definition` on the definition of `test/integ/integ.workflow.ts`',
    change: '`STATES_ERRORS.final`',
    local: 'takes it',
  },
  {
    id: 'timed-out-function-error',
    what: 'Under which name a Task sees a function that ran into its own timeout: `Sandbox.Timedout` or `Lambda.Unknown`; its step is taken back after both',
    where:
      '[lib/limits/step-functions.ts](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/lib/limits/step-functions.ts), `STATES_ERRORS.unknown`',
    why: '[the page](https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html) says newer runtimes report the former, and not which they are',
    settledBy:
      'a function that sleeps past its timeout, called by a Task, and `error` of `aws stepfunctions describe-execution`',
    change: '`STATES_ERRORS.unknown`',
    local: '`Sandbox.Timedout`',
  },
  {
    id: 'time-of-a-tick',
    what: 'Whether the `time` of a tick of one cron is in the same minute in two regions, and whether ticks of an outage of EventBridge come late or never',
    where:
      '[lib/messaging/run-once.ts](https://github.com/cdk-resilient-serverless/cdk-resilient-serverless/blob/main/lib/messaging/run-once.ts), `renderTick`: the same minute',
    why: '[the page](https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html) says that a rule runs within the minute of its cron, and nothing of the event, nor of outages',
    settledBy: 'the trigger of `examples/nightly-job` with `minute: "*"`, and the items of its table after an hour',
    change: '`renderTick`',
    local: 'the same minute; ticks of an outage come late',
  },
];
