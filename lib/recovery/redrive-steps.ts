import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Choice, Condition, Fail, type IChainable, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { createStepTask } from './step-task';

/** A mover that dies is started again: what it did is on record. */
const RETRY = { interval: Duration.seconds(5), maxAttempts: 6, maxDelay: Duration.minutes(2) };

/** Moves for a while, again until nothing is left; waits for a minute while the target fails. */
export function redriveSteps(scope: Construct, mover: IFunction): IChainable {
  const move = createStepTask(scope, { id: 'Move', action: 'step', handler: mover }, RETRY);
  const finish = createStepTask(scope, { id: 'Finish', action: 'finish', handler: mover }, RETRY);
  const pause = new Wait(scope, 'Pause', { time: WaitTime.duration(Duration.minutes(1)) });
  const is = (outcome: string): Condition => Condition.stringEquals('$.outcome', outcome);
  move.addCatch(finish, { resultPath: '$.error' });
  finish.addCatch(
    new Fail(scope, 'NotOnRecord', { error: 'NotOnRecord', cause: 'The end of the redrive is not on record' }),
    {
      resultPath: '$.error',
    },
  );
  move.next(new Choice(scope, 'More?').when(is('moving'), move).when(is('paused'), pause.next(move)).otherwise(finish));
  finish.next(
    new Choice(scope, 'Done?')
      .when(is('done'), new Succeed(scope, 'Done'))
      .otherwise(new Fail(scope, 'NotDone', { errorPath: '$.outcome', causePath: '$.cause' })),
  );
  return move;
}
