import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Choice, Condition, Fail, type IChainable, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { type LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { createStepTask } from './step-task';

const RETRY = { interval: Duration.seconds(2), maxAttempts: 4, maxDelay: Duration.seconds(30) };

/** Of a recovery: nothing was wrong any more, or it was not the time for it. */
const HARMLESS = ['recovered', 'busy', 'deploying'];

/**
 * Decide, act, wait, verify; again with the next step while the alarms ring; take the dead letters back where the function is
 * well; then write the record, whatever happened.
 *
 * Each task is given the state and returns it; what an action throws is tried again, and ends on record all the same.
 */
export function recoverySteps(scope: Construct, actor: IFunction): IChainable {
  const task = (id: string, action: string): LambdaInvoke =>
    createStepTask(scope, { id, action, handler: actor }, RETRY);
  const finish = task('Finish', 'finish');
  const safely = (step: LambdaInvoke): LambdaInvoke => {
    step.addCatch(finish, { resultPath: '$.error' });
    return step;
  };
  const act = safely(task('Act', 'act'));
  const verify = safely(task('Verify', 'verify'));
  const settle = new Wait(scope, 'Settle', { time: WaitTime.secondsPath('$.settleSeconds') });

  act.next(settle).next(verify);
  const redrive = safely(task('Redrive', 'redrive'));
  redrive.next(finish);
  const isWell = Condition.stringEquals('$.outcome', 'recovered');
  verify.next(
    new Choice(scope, 'Quiet?')
      .when(Condition.stringEquals('$.outcome', 'recovering'), act)
      .when(Condition.and(isWell, Condition.isPresent('$.redrive')), redrive)
      .otherwise(finish),
  );
  finish.next(
    new Choice(scope, 'Well?')
      .when(
        Condition.or(...HARMLESS.map(outcome => Condition.stringEquals('$.outcome', outcome))),
        new Succeed(scope, 'Well'),
      )
      .otherwise(new Fail(scope, 'Unwell', { errorPath: '$.outcome', causePath: '$.alarm' })),
  );
  const begin = safely(task('Begin', 'begin'));
  begin.next(
    new Choice(scope, 'Allowed?').when(Condition.stringEquals('$.outcome', 'recovering'), act).otherwise(finish),
  );
  return begin;
}
