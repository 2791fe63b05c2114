import { ruleCase } from '../support/rule-case';
import { fn, queue, ref, stack } from '../support/templates';

/** A dashboard with one graph, in which references are joined as CDK joins them. */
function dashboard(...rows: unknown[][]) {
  const body = JSON.stringify({ widgets: [{ type: 'metric', properties: { region: 'us-east-1', metrics: rows } }] });
  const parts = body.split(/"<(\w+)>"/).map((part, i) => (i % 2 === 0 ? part : ref(part)));
  const joined = parts.flatMap(part => (typeof part === 'string' ? [part] : ['"', part, '"']));
  return { Type: 'AWS::CloudWatch::Dashboard', Properties: { DashboardBody: { 'Fn::Join': ['', joined] } } };
}

const depth = ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName'];

export const cases = [
  ruleCase(bad =>
    stack({
      Orders: queue({ QueueName: 'orders' }),
      Board: dashboard([...depth, bad ? 'order' : 'orders', { stat: 'Maximum' }]),
    }),
  ),
  ruleCase(
    bad =>
      stack({
        Fn: fn(),
        Orders: queue(),
        Board: dashboard(['AWS/Lambda', 'Throttles', 'FunctionName', bad ? '<Orders>' : '<Fn>']),
      }),
    'a reference to another kind of resource',
  ),
  ruleCase(
    bad =>
      stack({
        Orders: queue({ QueueName: 'orders' }),
        Board: dashboard([...depth, 'orders'], ['.', 'NumberOfMessagesSent', '.', bad ? 'order' : '.']),
      }),
    'a row that is short for the one before',
  ),
];
