import { type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type Function } from 'aws-cdk-lib/aws-lambda';
import { type IQueue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, type StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DeadLetterQueue } from '../dead-letters/dead-letter-queue';
import { createRuntimeFunction } from '../function/runtime-function';
import { Alarms } from '../observability/alarms';
import { sharedPart } from '../private/shared-parts';
import { createLoggedMachine, invokeRight } from '../workflow/logged-machine';
import { createRecordsTable } from './records-table';
import { redriveSteps } from './redrive-steps';
import { type RedriveDestination } from './redrive-target';

const LONGEST_REDRIVE = Duration.days(1);

/** What the redrives of a stack have in common: who moves letters, what is on record, and where poison lies. */
export class RedriveMachine extends Construct {
  /** The one of the stack of a construct; made when it is first asked for. */
  static of(scope: Construct): RedriveMachine {
    return sharedPart(Stack.of(scope), 'Redrive', parts => new RedriveMachine(parts, 'Redrive'));
  }

  readonly machine: StateMachine;
  readonly poisonQueue: DeadLetterQueue;
  private readonly mover: Function;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.poisonQueue = new DeadLetterQueue(this, 'Poison');
    this.mover = this.createMover(createRecordsTable(this, 'identity', 'letter'));
    this.machine = createLoggedMachine(this, {
      definition: DefinitionBody.fromChainable(redriveSteps(this, this.mover)),
      timeout: LONGEST_REDRIVE,
      rights: [invokeRight([this.mover.functionArn])],
    });
    this.watch();
  }

  /** Lets the mover take letters from a queue to where they go, and look at the alarms. */
  allow(letters: IQueue, destination: RedriveDestination, alarms: readonly IAlarm[]): void {
    letters.grantConsumeMessages(this.mover);
    destination.grant(this.mover);
    if (alarms.length === 0) return;
    const resources = alarms.map(({ alarmArn }) => alarmArn);
    this.mover.addToRolePolicy(new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources }));
  }

  private createMover(records: Table): Function {
    const mover = createRuntimeFunction(this, 'Mover', {
      asset: 'redriver',
      description: 'Takes dead letters back to where they failed, and keeps a record of it',
      timeout: Duration.seconds(50),
      environment: { TABLE_NAME: records.tableName, POISON_QUEUE: this.poisonQueue.queueUrl },
    });
    records.grant(mover, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
    this.poisonQueue.grantSendMessages(mover);
    return mover;
  }

  private watch(): void {
    Alarms.failuresOnly()._bind(this, [
      {
        id: 'FailedAlarm',
        signal: 'failure',
        metric: this.machine.metricFailed({ statistic: 'Sum' }),
        description: `A redrive in ${Stack.of(this).node.path} gave up or failed: its execution says why. Look at the target.`,
      },
    ]);
  }
}
