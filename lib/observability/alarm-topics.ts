import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Stack, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { fail, type Problems } from '../private/errors';
import { options, validateProps, type PropKinds } from '../private/props';
import { sharedPart } from '../private/shared-parts';
import { regionOf } from '../regions/regional-scope';
import { AlarmTopic } from './alarm-topic';

/** Topics of your own for what wakes nobody. */
export interface ExistingAlarmTopicsOptions {
  /**
   * Topics, by region, for what should be looked at and wakes nobody.
   *
   * @default - the topics of what wakes somebody
   */
  readonly tickets?: { [region: string]: string };
}

const KNOWN_PROPS: PropKinds<ExistingAlarmTopicsOptions> = { tickets: options };
const KEY = Symbol.for('cdk-resilient-serverless.AlarmTopics');

type ByRegion = { readonly [region: string]: string };

/**
 * Topics that are there already, one in each region: the ones of an incident tool, for a service, a stage or a whole app.
 *
 * Each stack is told the topic of its own region by its ARN, so no stack refers to another one. An alarm that is given a
 * `topic` of its own keeps it.
 *
 * @example
 * AlarmTopics.existing({
 *   'us-east-1': 'arn:aws:sns:us-east-1:111122223333:on-call',
 *   'us-west-2': 'arn:aws:sns:us-west-2:111122223333:on-call',
 * }).applyTo(app);
 */
export class AlarmTopics {
  /**
   * Topics by region, as ARNs. Each has to let `cloudwatch.amazonaws.com` of this account publish.
   *
   * Fails with `AlarmTopicInvalid` or `AlarmTopicOfOtherRegion`.
   */
  static existing(topics: { [region: string]: string }, given: ExistingAlarmTopicsOptions = {}): AlarmTopics {
    validateProps('AlarmTopics.existing', given, KNOWN_PROPS, problems => {
      checkTopics(topics, problems);
      checkTopics({ ...topics, ...given.tickets }, problems);
    });
    return new AlarmTopics(topics, { ...topics, ...given.tickets });
  }

  /**
   * Where the alarms of a construct's stack go that were given no topic.
   *
   * @internal
   */
  static _topicOf(scope: IConstruct, urgency: 'page' | 'ticket'): ITopic {
    for (const each of Stack.of(scope).node.scopes.reverse()) {
      const given = (each as unknown as Record<symbol, AlarmTopics | undefined>)[KEY];
      if (given) return given.topicOf(scope, urgency);
    }
    return AlarmTopic.of(scope);
  }

  private constructor(
    private readonly pages: ByRegion,
    private readonly tickets: ByRegion,
  ) {}

  /** Lets the alarms of everything below a construct go to these topics. Call it before the alarms are made. */
  applyTo(scope: IConstruct): void {
    Object.defineProperty(scope, KEY, { value: this, configurable: true });
  }

  /** The topic of a construct's region. Fails with `AlarmTopicMissing` where there is none. */
  private topicOf(scope: IConstruct, urgency: 'page' | 'ticket'): ITopic {
    const region = regionOf(scope);
    const arn = (urgency === 'ticket' ? this.tickets : this.pages)[region];
    if (arn === undefined) {
      fail(
        scope,
        'AlarmTopicMissing',
        `no alarm topic is given for "${region}", only for ${Object.keys(this.pages).join(', ')}; CloudWatch reaches topics of its own region only, add one`,
      );
    }
    const id = urgency === 'ticket' ? 'TicketTopic' : 'AlarmTopic';
    return sharedPart(Stack.of(scope), id, parts => Topic.fromTopicArn(parts, id, arn) as Topic);
  }
}

const TOPIC = /^arn:[^:]+:sns:([^:]+):\d{12}:[\w-]{1,256}$/;

function checkTopics(topics: ByRegion, problems: Problems): void {
  for (const [region, arn] of Object.entries(topics)) {
    if (Token.isUnresolved(arn)) continue;
    const written = TOPIC.exec(arn)?.[1];
    if (written === undefined) {
      problems.add(
        'AlarmTopicInvalid',
        `the topic of "${region}" is "${arn}"; give its ARN, such as arn:aws:sns:${region}:111122223333:on-call`,
      );
    } else if (written !== region) {
      problems.add(
        'AlarmTopicOfOtherRegion',
        `the topic of "${region}" is in "${written}"; CloudWatch reaches topics of its own region only, give each region its own`,
      );
    }
  }
}
