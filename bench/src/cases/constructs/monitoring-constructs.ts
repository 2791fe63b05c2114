import { Duration, type Stack } from 'aws-cdk-lib/core';
import { MonitoringFacade, SnsAlarmActionStrategy } from 'cdk-monitoring-constructs';
import { measureFunctions } from '../harness';
import { alarmTopic, undelivered } from '../raw-alarms';
import { createFunctionWithFailurePath } from '../raw-function';

/** The raw twin's function; the alarms, and a dashboard a stack, by the peer. One alarm it does not know is raw. */
measureFunctions((stack, id) => {
  const made = createFunctionWithFailurePath(stack, id);
  facadeOf(stack)
    .monitorLambdaFunction({
      lambdaFunction: made.alias,
      humanReadableName: id,
      alarmFriendlyName: id,
      addFaultCountAlarm: { Critical: { maxErrorCount: 0 } },
      addThrottlesCountAlarm: { Critical: { maxErrorCount: 0 } },
      addLatencyP99Alarm: { Critical: { maxLatency: Duration.seconds(8) } },
      addMinInvocationsCountAlarm: { Silence: { minCount: 1 } },
    })
    .monitorSqsQueue({
      queue: made.letters,
      humanReadableName: `${id} dead letters`,
      alarmFriendlyName: `${id}DeadLetters`,
      addQueueMaxSizeAlarm: { Critical: { maxMessageCount: 0 } },
      addQueueMaxMessageAgeAlarm: { Neglected: { maxAgeInSeconds: Duration.days(1).toSeconds() } },
    });
  undelivered(made);
});

function facadeOf(stack: Stack): MonitoringFacade {
  const known = stack.node.tryFindChild('Monitoring') as MonitoringFacade | undefined;
  return (
    known ??
    new MonitoringFacade(stack, 'Monitoring', {
      alarmFactoryDefaults: {
        alarmNamePrefix: stack.stackName,
        actionsEnabled: true,
        action: new SnsAlarmActionStrategy({ onAlarmTopic: alarmTopic(stack) }),
      },
    })
  );
}
