import { type Alarm, type IMetric, type MathExpression, type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type IFilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Annotations, Names, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { LOG_FILTER } from '../limits/cloudwatch';
import { type Problems } from '../private/errors';
import { pathInStack } from '../private/path-in-stack';
import { objectWith, text, validateProps, type PropKinds } from '../private/props';
import { Alarms } from './alarms';
import { METRICS_NAMESPACE } from './metrics-namespace';

/** What an alarm on a log looks for. */
export interface LogAlarmProps {
  /** The log, such as the `logGroup` of a `ResilientFunction`. It has to be in the region of the alarm. */
  readonly logGroup: ILogGroup;

  /**
   * What a line has to look like, such as `FilterPattern.stringValue('$.reason', '=', 'card-refused')`.
   *
   * @default - a line in JSON of level `ERROR`, `FATAL` or `CRITICAL`
   */
  readonly pattern?: IFilterPattern;

  /**
   * What the lines are a part of, such as the invocations of the function that writes them: above the least sample of `alarms`
   * their share counts, and below it their number.
   *
   * @default - their number counts, however many there are
   */
  readonly outOf?: IMetric;

  /**
   * What is wrong and where to look, for the person who is woken.
   *
   * @default - the path of the log
   */
  readonly description?: string;

  /**
   * How sensitive the alarm is, and where it goes.
   *
   * @default Alarms.recommended()
   */
  readonly alarms?: Alarms;
}

const KNOWN_PROPS: PropKinds<LogAlarmProps> = {
  logGroup: objectWith('logGroupArn', 'a log group'),
  pattern: objectWith('logPatternString', 'a pattern, such as FilterPattern.literal(\'{ $.level = "ERROR" }\')'),
  outOf: objectWith('toMetricConfig', 'a metric'),
  description: text,
  alarms: objectWith('_shared', 'Alarms, such as Alarms.recommended()'),
};

/** What Lambda writes of each runtime: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html */
const ERRORS = FilterPattern.any(
  ...['ERROR', 'FATAL', 'CRITICAL'].map(level => FilterPattern.stringValue('$.level', '=', level)),
);

/**
 * An alarm on lines of a log.
 *
 * Guarantees that a line that matches is counted within its minute, and a minute without one counts as well.
 *
 * Creates an `AWS::Logs::MetricFilter`, whose metric is in `CdkResilientServerless`, and an alarm on it.
 *
 * Does not look at what was written before it was there: a filter counts from its creation on.
 *
 * Fails with `LogPatternInvalid` where CloudWatch would refuse the pattern, and `LogGroupOfOtherRegion`. Warns where a function
 * writes text and the pattern is one for JSON (`logPatternOnText`).
 *
 * @example
 * new LogAlarm(stack, 'Errors', { logGroup: api.logGroup, outOf: api.metricInvocations() });
 */
export class LogAlarm extends Construct {
  /** How many lines match: a sum over a minute. */
  readonly metric: Metric;

  /** The alarms; empty with `Alarms.none()`. */
  readonly alarms: Alarm[];

  constructor(scope: Construct, id: string, props: LogAlarmProps) {
    super(scope, id);
    this.validate(props);
    const { logGroup, pattern = ERRORS } = props;
    this.metric = this.createFilter(logGroup, pattern);
    this.alarms = this.createAlarms(props);
    this.node.addValidation({ validate: () => this.warnOfText(logGroup, pattern) });
  }

  private validate(props: LogAlarmProps): void {
    validateProps(this, props, KNOWN_PROPS, problems => {
      checkPattern(props.pattern, problems);
      this.checkRegion(props.logGroup, problems);
    });
  }

  private checkRegion(logGroup: ILogGroup | undefined, problems: Problems): void {
    if (logGroup === undefined) {
      problems.add('PropMissing', '"logGroup" is missing; give one, such as the "logGroup" of a ResilientFunction');
      return;
    }
    const [here, there] = [Stack.of(this).region, logGroup.env.region];
    if (Token.isUnresolved(here) || Token.isUnresolved(there) || here === there) return;
    problems.add(
      'LogGroupOfOtherRegion',
      `log group "${logGroup.node.path}" is in "${there}" and the alarm in "${here}"; filters count lines of their own region only, make the alarm there`,
    );
  }

  private createFilter(logGroup: ILogGroup, filterPattern: IFilterPattern): Metric {
    return new MetricFilter(this, 'Filter', {
      logGroup,
      filterPattern,
      metricNamespace: METRICS_NAMESPACE,
      metricName: Names.uniqueResourceName(this, { maxLength: LOG_FILTER.longestMetric, separator: '-' }),
      metricValue: '1',
      defaultValue: 0,
    }).metric({ statistic: Stats.SUM });
  }

  private createAlarms({ logGroup, outOf, description, alarms = Alarms.recommended() }: LogAlarmProps): Alarm[] {
    return alarms._bind(this, [
      {
        id: 'Alarm',
        signal: 'failure',
        metric: this.metric,
        outOf: outOf as Metric | MathExpression | undefined,
        description: description ?? `Lines of ${pathInStack(logGroup)} match ${pathInStack(this)}: see the log.`,
      },
    ]);
  }

  private warnOfText(logGroup: ILogGroup, { logPatternString }: IFilterPattern): string[] {
    if (!logPatternString.startsWith('{')) return [];
    const stack = Stack.of(this);
    const group = JSON.stringify(stack.resolve(logGroup.logGroupName));
    const writers = stack.node.findAll().filter(node => node instanceof CfnFunction);
    for (const writer of writers.filter(({ stack: other }) => other === stack)) {
      const { logGroup: written, logFormat } = loggingOf(writer);
      if (JSON.stringify(written) !== group || logFormat === 'JSON') continue;
      Annotations.of(this).addWarningV2(
        'cdk-resilient-serverless:logPatternOnText',
        `"${writer.node.path}" writes text, and the pattern ${logPatternString} is one for lines in JSON: what the function logs by "console" never matches; ` +
          'leave "loggingFormat" at LoggingFormat.JSON',
      );
    }
    return [];
  }
}

function loggingOf(writer: CfnFunction): { readonly logGroup?: unknown; readonly logFormat?: string } {
  return (writer.stack.resolve(writer.loggingConfig) as CfnFunction.LoggingConfigProperty | undefined) ?? {};
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html */
function checkPattern(pattern: IFilterPattern | undefined, problems: Problems): void {
  const written = pattern?.logPatternString;
  if (written === undefined || Token.isUnresolved(written)) return;
  const problem = problemOf(written.trim());
  if (problem) {
    problems.add(
      'LogPatternInvalid',
      `"pattern" is ${JSON.stringify(written)}, ${problem}; give one such as { $.level = "ERROR" }`,
    );
  }
}

function problemOf(pattern: string): string | undefined {
  if (pattern.length > LOG_FILTER.longestPattern) {
    return `which has ${pattern.length} characters, and CloudWatch takes ${LOG_FILTER.longestPattern}`;
  }
  if (pattern === '') return 'which every line matches, so the alarm would always ring';
  if (!isBalanced(pattern)) return 'in which a bracket or a quotation mark is not closed';
  if (pattern.startsWith('{') && !/\$[.[]/.test(pattern)) {
    return 'which is one for JSON and names no field, such as $.level';
  }
  return undefined;
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

/** Whether everything that is opened outside of quotation marks is closed there, in order. */
function isBalanced(pattern: string): boolean {
  const parts = pattern.split('"');
  if (parts.length % 2 === 0) return false;
  const open: string[] = [];
  for (const character of parts.filter((_, i) => i % 2 === 0).join('')) {
    if (character in CLOSING) open.push(CLOSING[character]);
    else if (Object.values(CLOSING).includes(character) && open.pop() !== character) return false;
  }
  return open.length === 0;
}
