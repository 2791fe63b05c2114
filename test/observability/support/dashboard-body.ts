import { Template } from 'aws-cdk-lib/assertions';
import { type Stack } from 'aws-cdk-lib/core';

/** A widget as CloudWatch reads it. */
export interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly region?: string;
    readonly markdown?: string;
    readonly alarms?: string[];
    readonly metrics?: unknown[][];
    readonly annotations?: { readonly horizontal?: { readonly value: number; readonly label: string }[] };
  };
}

/** The widgets of a stack's dashboard; references are written as `<id>` and `<id.Attribute>`. */
export function widgetsOf(stack: Stack): Widget[] {
  return bodyOf(stack).widgets;
}

export function bodyOf(stack: Stack): { widgets: Widget[] } {
  const found = Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard');
  const [{ Properties }] = Object.values(found) as { Properties: { DashboardBody: unknown } }[];
  return JSON.parse(written(Properties.DashboardBody)) as { widgets: Widget[] };
}

/** A value of a template as one text. */
export function written(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, never>;
  if (Ref !== undefined) return `<${Ref as string}>`;
  if (attribute !== undefined) return `<${(attribute as string[]).join('.')}>`;
  return (join as [string, unknown[]])[1].map(written).join('');
}

const ARN_OR_REFERENCE = { type: 'string', pattern: '^(arn:|<)' };

const METRIC = {
  type: 'array',
  minItems: 1,
  items: [{ type: ['string', 'object'] }],
  additionalItems: {
    anyOf: [
      { type: 'string' },
      {
        type: 'object',
        properties: {
          expression: { type: 'string', minLength: 1 },
          id: { type: 'string', pattern: '^[a-z][A-Za-z0-9_]*$' },
          label: { type: 'string' },
          period: { type: 'integer', minimum: 1 },
          region: { type: 'string' },
          stat: { type: 'string' },
          visible: { type: 'boolean' },
          accountId: { type: 'string' },
          color: { type: 'string' },
          yAxis: { enum: ['left', 'right'] },
        },
        additionalProperties: false,
      },
    ],
  },
};

const AXIS = {
  type: 'object',
  properties: {
    min: { type: 'number' },
    max: { type: 'number' },
    label: { type: 'string' },
    showUnits: { type: 'boolean' },
  },
  additionalProperties: false,
};

/** By type of widget, from the tables of AWS's page; a metric widget has metrics or an alarm, and a region. */
const PROPERTIES: Record<string, object> = {
  text: {
    type: 'object',
    required: ['markdown'],
    properties: { markdown: { type: 'string', minLength: 1 }, background: { enum: ['transparent', 'solid'] } },
    additionalProperties: false,
  },
  alarm: {
    type: 'object',
    required: ['alarms'],
    properties: {
      alarms: { type: 'array', minItems: 1, maxItems: 100, items: ARN_OR_REFERENCE },
      sortBy: { enum: ['default', 'stateUpdatedTimestamp', 'timestamp'] },
      states: { type: 'array', items: { enum: ['ALARM', 'INSUFFICIENT_DATA', 'OK'] } },
      title: { type: 'string' },
    },
    additionalProperties: false,
  },
  log: {
    type: 'object',
    required: ['region', 'query'],
    properties: {
      query: { type: 'string', pattern: "^SOURCE '.+'( \\| SOURCE '.+')* \\| " },
      region: { type: 'string', minLength: 1 },
      title: { type: 'string', minLength: 1 },
      accountId: { type: 'string' },
      stacked: { type: 'boolean' },
      view: { enum: ['table', 'timeSeries', 'bar', 'pie'] },
    },
    additionalProperties: false,
  },
  metric: {
    type: 'object',
    required: ['region', 'metrics'],
    properties: {
      accountId: { type: 'string' },
      annotations: {
        type: 'object',
        properties: {
          horizontal: {
            type: 'array',
            items: {
              type: 'object',
              required: ['value'],
              properties: { value: { type: 'number' }, label: { type: 'string' }, yAxis: { enum: ['left', 'right'] } },
              additionalProperties: false,
            },
          },
        },
        additionalProperties: false,
      },
      liveData: { type: 'boolean' },
      legend: { type: 'object' },
      metrics: { type: 'array', minItems: 1, maxItems: 500, items: METRIC },
      period: { type: 'integer' },
      region: { type: 'string', minLength: 1 },
      stat: { type: 'string' },
      title: { type: 'string', minLength: 1 },
      view: { enum: ['timeSeries', 'bar', 'pie', 'table', 'gauge', 'singleValue'] },
      stacked: { type: 'boolean' },
      timezone: { type: 'string' },
      yAxis: { type: 'object', properties: { left: AXIS, right: AXIS }, additionalProperties: false },
    },
    additionalProperties: false,
  },
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export const DASHBOARD_BODY = {
  type: 'object',
  required: ['widgets'],
  properties: {
    start: { type: 'string', pattern: '^(-P(\\d+[DWM])?(T(\\d+[HM])+)?|\\d{4}-.*)$' },
    end: { type: 'string' },
    periodOverride: { enum: ['auto', 'inherit'] },
    widgets: {
      type: 'array',
      maxItems: 500,
      items: {
        anyOf: Object.entries(PROPERTIES).map(([type, properties]) => ({
          type: 'object',
          required: ['type', 'properties'],
          properties: {
            type: { const: type },
            x: { type: 'integer', minimum: 0, maximum: 23 },
            y: { type: 'integer', minimum: 0 },
            width: { type: 'integer', minimum: 1, maximum: 24 },
            height: { type: 'integer', minimum: 1, maximum: 1000 },
            properties,
          },
          additionalProperties: false,
        })),
      },
    },
  },
  additionalProperties: false,
} as const;
