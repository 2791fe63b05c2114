import { type CfnAlarm, type IAlarm, type IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/**
 * How urgent an alarm is, and so how it is told.
 *
 * - `page`: something is wrong now. Where the stack has a `ServiceAlarm`, that one tells, once for all that ring.
 * - `alone`: as urgent, and told by itself: it may last for days, and would hide what comes after it.
 * - `ticket`: somebody should look at it, not at night.
 */
export type AlarmUrgency = 'page' | 'alone' | 'ticket';

/** What tells of a stack's alarms in place of themselves. */
export interface PageListener {
  add(alarm: IAlarm | CfnAlarm): void;
}

const pagers = new WeakMap<Stack, Pager>();

/** Which alarms of a stack are pages, and whether they tell of themselves. */
export class Pager {
  static of(scope: IConstruct): Pager {
    const stack = Stack.of(scope);
    const pager = pagers.get(stack) ?? new Pager();
    pagers.set(stack, pager);
    return pager;
  }

  private readonly pages: (IAlarm | CfnAlarm)[] = [];
  private readonly actions = new Map<string, string>();
  private listener?: PageListener;
  private createListener?: () => PageListener;

  /** Lets one alarm tell of all pages, the ones that are there already too. */
  tellBy(listener: PageListener): void {
    this.listener = listener;
    for (const alarm of this.pages) listener.add(alarm);
  }

  /** The same, from the first page on. */
  tellLaterBy(create: () => PageListener): void {
    this.createListener = create;
  }

  add(alarm: IAlarm | CfnAlarm): void {
    this.pages.push(alarm);
    if (this.listener) this.listener.add(alarm);
    else this.createListener?.();
  }

  /** An action of a page: there is none once another alarm tells of it. */
  actionOf(topicArn: string): string {
    const known = this.actions.get(topicArn);
    if (known) return known;
    const action = Lazy.string({ produce: () => (this.listener ? undefined : topicArn) });
    this.actions.set(topicArn, action);
    return action;
  }
}

/** The action of an alarm as CDK's alarms take it. */
export function actionTo(alarmActionArn: string): IAlarmAction {
  return { bind: () => ({ alarmActionArn }) };
}
