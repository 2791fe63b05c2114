import { type Rule } from '../rule';

export const tableNotRetained: Rule = {
  id: 'resilience-table-not-retained',
  area: 'data',
  severity: 'warning',
  title: 'A table outlives its stack and its replacement',
  why: 'Without DeletionPolicy and UpdateReplacePolicy Retain the data goes with the stack, or with a change that replaces the table.',
  source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
  check(model, report) {
    for (const table of model.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable')) {
      if (!table.isRetained) {
        report(
          table,
          `DeletionPolicy is ${table.raw.DeletionPolicy ?? 'not set'} and UpdateReplacePolicy ${table.raw.UpdateReplacePolicy ?? 'not set'}`,
          'set both to Retain',
        );
      }
    }
  },
};
