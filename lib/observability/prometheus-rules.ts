import { CfnRuleGroupsNamespace, CfnWorkspace } from 'aws-cdk-lib/aws-aps';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ITopic } from 'aws-cdk-lib/aws-sns';
import { Annotations, Lazy, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { type Problems } from '../private/errors';
import { objectWith, text, validateProps, type PropKinds } from '../private/props';
import { alertsOf } from './alerts';

/** Where Prometheus is, and whom its alerts go to. */
export interface PrometheusRulesProps {
  /**
   * ARN of a workspace that is there already, in the region of the stack.
   *
   * @default - a workspace is made
   */
  readonly workspaceArn?: string;

  /**
   * Topic to which the alert manager of the workspace that is made here sends. It has to be in the region of the stack.
   *
   * @default - nobody: the alarms of CloudWatch tell of the same
   */
  readonly topic?: ITopic;
}

const KNOWN_PROPS: PropKinds<PrometheusRulesProps> = {
  workspaceArn: text,
  topic: objectWith('topicArn', 'a topic'),
};

const WORKSPACE = /^arn:[^:]+:aps:([^:]+):\d{12}:workspace\/[\w-]+$/;

/**
 * What the alarms of a stack look at as alert rules of Prometheus.
 *
 * Guarantees that an alert has the figures, the periods and the meaning of missing data of its alarm: it is made of the alarm when
 * the stack is synthesized. Those that no rule can say are named by a warning.
 *
 * Creates a workspace of Amazon Managed Service for Prometheus, unless one is given, and a namespace of rule groups in it; with
 * `topic` the definition of the workspace's alert manager, too.
 *
 * Does not carry metrics from CloudWatch to Prometheus: see docs/prometheus-grafana.md.
 *
 * Fails with `PrometheusWorkspaceInvalid`, `PrometheusWorkspaceOfOtherRegion`, `AlarmTopicOfOtherRegion` or
 * `PrometheusTopicUnused`.
 *
 * @example
 * new PrometheusRules(stack, 'Prometheus');
 */
export class PrometheusRules extends Construct {
  /** The workspace that the rules are in. */
  readonly workspaceArn: string;

  constructor(scope: Construct, id: string, props: PrometheusRulesProps = {}) {
    super(scope, id);
    validateProps(this, props, KNOWN_PROPS, problems => {
      this.checkWorkspace(props, problems);
      this.checkTopic(props, problems);
    });
    this.workspaceArn = props.workspaceArn ?? this.createWorkspace(props.topic);
    new CfnRuleGroupsNamespace(this, 'Rules', {
      workspace: this.workspaceArn,
      name: Stack.of(this).stackName,
      data: Lazy.string({ produce: () => this.renderRules() }),
    });
    this.node.addValidation({ validate: () => this.warnOfUntold() });
  }

  private checkWorkspace({ workspaceArn }: PrometheusRulesProps, problems: Problems): void {
    if (workspaceArn === undefined || Token.isUnresolved(workspaceArn)) return;
    const there = WORKSPACE.exec(workspaceArn)?.[1];
    const here = Stack.of(this).region;
    if (there === undefined) {
      problems.add(
        'PrometheusWorkspaceInvalid',
        `"workspaceArn" is "${workspaceArn}"; give the ARN of a workspace, such as arn:aws:aps:us-east-1:111122223333:workspace/ws-1a2b3c`,
      );
    } else if (!Token.isUnresolved(here) && here !== there) {
      problems.add(
        'PrometheusWorkspaceOfOtherRegion',
        `the workspace is in "${there}" and the stack in "${here}"; rules of a region that is lost would be lost with the other one too, give one of this region`,
      );
    }
  }

  private checkTopic({ workspaceArn, topic }: PrometheusRulesProps, problems: Problems): void {
    if (topic === undefined) return;
    if (workspaceArn !== undefined) {
      problems.add(
        'PrometheusTopicUnused',
        '"topic" is given, and the workspace of "workspaceArn" has an alert manager of its own; leave "topic" out, and name the topic there',
      );
    }
    const [here, there] = [Stack.of(this).region, topic.env.region];
    if (Token.isUnresolved(here) || Token.isUnresolved(there) || here === there) return;
    problems.add(
      'AlarmTopicOfOtherRegion',
      `the topic is in "${there}" and the alerts are in "${here}"; give each region its own`,
    );
  }

  private createWorkspace(topic: ITopic | undefined): string {
    const { attrArn } = new CfnWorkspace(this, 'Workspace', {
      alias: Stack.of(this).stackName,
      alertManagerDefinition: topic && this.renderAlertManager(topic),
    });
    if (topic) this.allowAlerts(topic, attrArn);
    return attrArn;
  }

  /** https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-alertmanager-receiver-config.html */
  private renderAlertManager({ topicArn }: ITopic): string {
    return [
      'alertmanager_config: |',
      '  route:',
      '    receiver: topic',
      '    group_by: [alertname]',
      '  receivers:',
      '    - name: topic',
      '      sns_configs:',
      `        - topic_arn: ${topicArn}`,
      '          send_resolved: true',
      '          sigv4:',
      `            region: ${Stack.of(this).region}`,
      '',
    ].join('\n');
  }

  /** https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-alertmanager-receiver-AMPpermission.html */
  private allowAlerts(topic: ITopic, workspaceArn: string): void {
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('aps.amazonaws.com')],
        actions: ['sns:Publish', 'sns:GetTopicAttributes'],
        resources: [topic.topicArn],
        conditions: {
          ArnEquals: { 'aws:SourceArn': workspaceArn },
          StringEquals: { 'AWS:SourceAccount': Stack.of(this).account },
        },
      }),
    );
  }

  /** In JSON, which is YAML as well. */
  private renderRules(): string {
    const stack = Stack.of(this);
    return stack.toJsonString({ groups: alertsOf(stack).groups });
  }

  private warnOfUntold(): string[] {
    const { untold } = alertsOf(Stack.of(this));
    if (untold.length > 0) {
      Annotations.of(this).addWarningV2(
        'cdk-resilient-serverless:alarmsWithoutRule',
        `no rule of Prometheus says what these alarms look at: ${untold.join(', ')}; percentiles and queries stay with CloudWatch`,
      );
    }
    return [];
  }
}
