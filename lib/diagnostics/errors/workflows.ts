import { type Diagnostics } from '../diagnostic';

/** Errors under "Workflows" in docs/errors.md. */
export const WORKFLOWS = {
  RetryOutOfRange: {
    where: '`Retry`',
    cause: 'Step Functions would refuse the retrier.',
    fix: 'as the message says.',
    examples: [
      'attempts is -1; give a whole number, 0 or more',
      'backoffRate is 0.5; give 1, for equal waits, or more',
      'maxDelay is 1 second and the interval 2 s; give whole seconds, more than the interval and less than 366 days',
    ],
  },
  WorkflowStepMissing: {
    where: '`RetryingWorkflow`, `WorkflowStep.parallel`',
    fix: 'name what it does.',
    examples: [
      '"steps" names no step, or something else; give one, such as WorkflowStep.invoke(\'Charge\', { function: charge })',
    ],
  },
  WorkflowStepRepeated: {
    where: '`RetryingWorkflow`, `WorkflowStep.parallel`',
    fix: 'rename one; steps within a parallel one count too.',
    examples: [
      'two steps are called "Charge", and the result of one would replace the other\'s; give each a name of its own',
    ],
  },
  WorkflowStepNameInvalid: {
    where: '`WorkflowStep`',
    cause: 'The name becomes a path in the state of an execution, and part of the names of states around it.',
    fix: '`ChargeCard` in place of `charge card`.',
    examples: ['the step is called "charge card"; give up to 60 letters, digits and "_", beginning with a letter'],
  },
  WorkflowStepOfOtherRegion: {
    where: '`RetryingWorkflow`',
    cause: 'Step Functions calls functions of its own region only.',
    fix: 'a workflow in each region, of the functions there.',
    examples: [
      '"Charge" calls "Billing/Charge" in "us-west-2", and the workflow is in "us-east-1"; give a function of its region',
    ],
  },
  WorkflowBranchUnsupported: {
    where: '`WorkflowStep.parallel`',
    fix: 'as the message says.',
    examples: [
      '"Cooling" calls no function, and a parallel step does nothing else; put it before or after "Tell", or start a workflow of its own',
    ],
  },
  WorkflowUndoConflict: {
    where: '`WorkflowStep.invoke`, `undo`',
    fix: 'the function that takes back what `function` does.',
    examples: [
      '"undo" is "Billing/Charge", which does the step: it would be done again; give a function that takes it back',
    ],
  },
  WorkflowStepTimeoutTooShort: {
    where: '`WorkflowStep.invoke`, `timeout`',
    cause: 'Two attempts would run at the same time.',
    fix: 'leave it out, or shorten the timeout of the function.',
    examples: [
      'timeout is 5 seconds and "Billing/Charge" may take 10 s: it would go on after the step was tried again; give 10 s or more',
    ],
  },
  WorkflowStepTimeoutOutOfRange: {
    where: '`WorkflowStep.invoke`, `timeout`',
    fix: 'leave it out, or as the message says.',
    examples: ['timeout is 0.5 seconds; give whole seconds, 1 or more'],
  },
  WorkflowWaitOutOfRange: {
    where: '`WorkflowStep.wait`',
    fix: 'as the message says.',
    examples: ['the wait is 0 seconds; give whole seconds, up to a year'],
  },
  WorkflowTimeoutOutOfRange: {
    where: '`RetryingWorkflow`, `timeout`',
    cause: 'A STANDARD execution takes a year at most, an EXPRESS one 5 minutes.',
    fix: 'as the message says.',
    examples: ['timeout is 10 minutes; give whole seconds, up to 300'],
  },
  WorkflowTimeoutTooShort: {
    where: '`RetryingWorkflow`, `timeout`',
    cause:
      'Step Functions ends an execution at its time limit, in the middle of what it does. Every attempt counts with its timeout, every wait with its longest: full jitter waits up to that.',
    fix: 'leave `timeout` out, retry less, or give the time that the message names.',
    examples: [
      'at their slowest the steps take 227 s > 60 s, after which the execution is ended and nothing is taken back: Charge: 7 × 15 + 2 + 4 + 8 + 16 + 32 + 60 = 227 s; retry less, such as Retry.quick(), or give a timeout of 3 minutes 47 seconds',
    ],
  },
  WorkflowHistoryTooLong: {
    where: '`RetryingWorkflow`',
    fix: 'as the message says.',
    examples: [
      'the steps may write 30042 events into the history of an execution, which is ended after 25000; retry less often, or start a second workflow from a step',
    ],
  },
  WorkflowGuardUnused: {
    where: '`WorkflowGuard`',
    fix: 'the definition of which the machine is made, complete.',
    examples: ['no Task is in the definition, so there is nothing to guard; give the whole of it'],
  },
} satisfies Diagnostics;
