import { type Function } from 'aws-cdk-lib/aws-lambda';
import { type Table } from 'aws-cdk-lib/aws-dynamodb';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { DefinitionBody, type StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DeadLetterQueue } from '../dead-letters/dead-letter-queue';
import { createRuntimeFunction } from '../function/runtime-function';
import { Alarms } from '../observability/alarms';
import { AlarmTopics } from '../observability/alarm-topics';
import { acceptObjectRights } from '../private/accepted-findings';
import { sharedPart } from '../private/shared-parts';
import { closedRole, createLoggedMachine, invokeRight } from '../workflow/logged-machine';
import { createRecordsTable } from './records-table';
import { recoverySteps } from './recovery-steps';

const LONGEST_RECOVERY = Duration.hours(1);

/** What the recoveries of a stack have in common: who carries them out, and where they are on record. */
export class RecoveryMachine extends Construct {
  /** The one of the stack of a construct; made when it is first asked for. */
  static of(scope: Construct): RecoveryMachine {
    return sharedPart(Stack.of(scope), 'Recovery', parts => new RecoveryMachine(parts, 'Recovery'));
  }

  readonly machine: StateMachine;
  /** Role by which EventBridge starts the machine. */
  readonly starter: IRole;
  readonly actor: Function;
  readonly records: Table;
  readonly letters: DeadLetterQueue;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.records = createRecordsTable(this, 'subject', 'at');
    this.actor = this.createActor();
    this.machine = this.createMachine();
    this.starter = this.createStarter();
    this.letters = new DeadLetterQueue(this, 'DeadLetters');
    this.watch();
  }

  private createActor(): Function {
    const topic = AlarmTopics._topicOf(this, 'page');
    const actor = createRuntimeFunction(this, 'Actor', {
      asset: 'recoverer',
      description: 'Rolls back or restarts a function that is unwell, and keeps a record of it',
      timeout: Duration.minutes(1),
      environment: { TABLE_NAME: this.records.tableName, TOPIC_ARN: topic.topicArn },
    });
    this.records.grant(actor, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem');
    topic.grantPublish(actor);
    return actor;
  }

  private createMachine(): StateMachine {
    return createLoggedMachine(this, {
      definition: DefinitionBody.fromChainable(recoverySteps(this, this.actor)),
      timeout: LONGEST_RECOVERY,
      rights: [invokeRight([this.actor.functionArn])],
    });
  }

  private createStarter(): IRole {
    return closedRole(this, 'StarterRole', 'events.amazonaws.com', [
      new PolicyStatement({ actions: ['states:StartExecution'], resources: [this.machine.stateMachineArn] }),
    ]);
  }

  private watch(): void {
    Alarms.failuresOnly()._bind(this, [
      {
        id: 'FailedAlarm',
        signal: 'failure',
        metric: this.machine.metricFailed({ statistic: 'Sum' }),
        description: `A recovery in ${Stack.of(this).node.path} gave up or failed: its record says why. Look at the function.`,
      },
    ]);
  }

  /** Lets the actor act on a function, and on nothing else. */
  allowRecoveryOf(functionArn: string, alarmArns: readonly string[]): void {
    this.actor.addToRolePolicy(
      new PolicyStatement({
        actions: [
          'lambda:GetAlias',
          'lambda:GetFunctionConfiguration',
          'lambda:ListVersionsByFunction',
          'lambda:PublishVersion',
          'lambda:UpdateAlias',
          'lambda:UpdateFunctionConfiguration',
        ],
        resources: [functionArn, `${functionArn}:*`],
      }),
    );
    this.actor.addToRolePolicy(
      new PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: [...alarmArns] }),
    );
    // Its versions, and the alias that is moved between them.
    acceptObjectRights(this.actor.role!, `${functionArn}:*`);
  }
}
