import { CfnAlarm, CompositeAlarm, type CfnCompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Duration, Lazy, Names, Stack, Token } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { COMPOSITE } from '../limits/cloudwatch';
import { fail } from '../private/errors';
import { AlarmTopics } from './alarm-topics';
import { Pager } from './pager';

const ID = 'ServiceAlarm';

/** CloudWatch waits so long for a mute to begin, and after it has ended, so that states can settle. */
const SETTLE = Duration.minutes(1);

/** Alarms that one composite has left for the composites of those that have no room in it. */
const RESERVED = 10;

/**
 * One alarm for a stack, and so for a region: it rings while any alarm rings that says that something is wrong now, and
 * tells of it once. Those alarms no longer tell by themselves.
 *
 * Guarantees that five alarms of one incident are one message, and its end another. Alarms on silence, which may last for
 * days where nobody calls, go on to tell by themselves, so that they hide nothing; so do those that nobody should be woken
 * for (dead letters, certificates, limits that are near, backups), and those whose `topic` was given to them.
 *
 * Creates a composite alarm, and more where a rule has more alarms than CloudWatch takes. A `ResilientService` has one in
 * each of its regions.
 *
 * Does not look across regions: CloudWatch reads alarms of its own region, and a region that is lost tells nothing.
 *
 * @example
 * ServiceAlarm.of(stack);
 */
export class ServiceAlarm extends Construct {
  /** The service alarm of a construct's stack; made when it is first asked for. */
  static of(scope: IConstruct): ServiceAlarm {
    const stack = Stack.of(scope);
    return (stack.node.tryFindChild(ID) as ServiceAlarm | undefined) ?? new ServiceAlarm(stack, ID);
  }

  /** The alarm that tells. */
  readonly alarm: CompositeAlarm;

  private readonly rules: RuleOfAny[] = [];
  private isMuted = false;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    const own = this.addRule();
    this.alarm = new CompositeAlarm(this, 'Resource', {
      alarmRule: { renderAlarmRule: () => own.render() },
      alarmDescription: `Something is wrong in ${Stack.of(this).node.path}: the reason of this message and CloudWatch's list of alarms name it.`,
    });
    const action = new SnsAction(AlarmTopics._topicOf(this, 'page'));
    this.alarm.addAlarmAction(action);
    this.alarm.addOkAction(action);
    Pager.of(this).tellBy(this);
  }

  /** Lets another alarm of the region page through this one. Take its own actions away where it has any. */
  add(alarm: IAlarm | CfnAlarm): void {
    this.validateRegion(alarm);
    const [name, length] = CfnAlarm.isCfnAlarm(alarm)
      ? [alarm.ref, nameLength(alarm)]
      : [alarm.alarmName, nameLength(alarm)];
    const last = this.rules[this.rules.length - 1];
    (last.hasRoomFor(length) ? last : this.addPart()).add(name, length);
  }

  /**
   * Nobody is paged while that alarm rings: a deployment, an exercise, or a switch that somebody makes. What still rings
   * when it ends is told then.
   *
   * Fails with `MuteRepeated` on a second one; let a composite alarm join them.
   */
  muteWhile(alarm: IAlarm): void {
    this.validateRegion(alarm);
    if (this.isMuted) {
      fail(
        this,
        'MuteRepeated',
        `the service alarm of "${Stack.of(this).node.path}" is muted by an alarm already, and CloudWatch takes one; give a CompositeAlarm of both`,
      );
    }
    this.isMuted = true;
    const resource = this.alarm.node.defaultChild as CfnCompositeAlarm;
    resource.actionsSuppressor = alarm.alarmArn;
    resource.actionsSuppressorWaitPeriod = SETTLE.toSeconds();
    resource.actionsSuppressorExtensionPeriod = SETTLE.toSeconds();
  }

  private addRule(): RuleOfAny {
    const rule = new RuleOfAny(this.rules.length === 0 ? RESERVED : 0);
    this.rules.push(rule);
    return rule;
  }

  /** A composite that tells nobody: the first one listens to it. */
  private addPart(): RuleOfAny {
    const rule = this.addRule();
    const part = new CompositeAlarm(this, `More${this.rules.length - 1}`, {
      alarmRule: { renderAlarmRule: () => rule.render() },
      alarmDescription: `Alarms for which ${this.node.path} has no room`,
    });
    this.rules[0].add(part.alarmName, nameLength(part));
    return rule;
  }

  private validateRegion(alarm: IAlarm | CfnAlarm): void {
    if (CfnAlarm.isCfnAlarm(alarm)) return;
    const [here, there] = [Stack.of(this).region, alarm.env.region];
    if (Token.isUnresolved(here) || Token.isUnresolved(there) || here === there) return;
    fail(
      this,
      'AlarmOfOtherRegion',
      `alarm "${alarm.node.path}" is in "${there}" and the service alarm in "${here}"; CloudWatch reads alarms of its own region only, use the service alarm of that one`,
    );
  }
}

/** `ALARM(a) OR ALARM(b) …`, as far as CloudWatch takes it. */
class RuleOfAny {
  private readonly terms: string[] = [];
  private length = 0;

  constructor(private readonly reserved: number) {}

  hasRoomFor(nameLength: number): boolean {
    return (
      this.terms.length + this.reserved < COMPOSITE.mostChildren &&
      this.length + termLength(nameLength) <= COMPOSITE.longestRule - this.reserved * termLength(COMPOSITE.longestName)
    );
  }

  add(name: string, nameLength: number): void {
    this.terms.push(`ALARM("${name}")`);
    this.length += termLength(nameLength);
  }

  render(): string {
    return Lazy.string({ produce: () => this.terms.join(' OR ') || 'FALSE' });
  }
}

function termLength(nameLength: number): number {
  return 'ALARM("") OR '.length + nameLength;
}

/** How long the name is that CloudFormation gives: of the stack, the logical id and a suffix. */
function nameLength(alarm: IConstruct): number {
  const { stackName } = Stack.of(alarm);
  const stack = Token.isUnresolved(stackName) ? COMPOSITE.longestName : stackName.length;
  const suffix = 14;
  return Math.min(COMPOSITE.longestName, stack + Names.nodeUniqueId(alarm.node).length + suffix);
}
