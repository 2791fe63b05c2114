import Ajv from 'ajv';
import schema from '../../docs/schema/resilience-report.schema.json';
import { buildReport } from '../../lib/report/build-report';
import { AppModel } from '../../lib/assembly/app-model';
import { twoRegions } from './support/two-regions';
import { weakApp } from './support/weak-app';

const problemsOf = (report: unknown) => {
  const ajv = new Ajv({ allErrors: true });
  ajv.validate(schema, JSON.parse(JSON.stringify(report)));
  return ajv.errors ?? [];
};

const alone = () =>
  new AppModel([
    { id: 'App', path: 'App', region: 'eu-west-1', template: { Resources: { Fn: { Type: 'AWS::Lambda::Function' } } } },
  ]);

test.each([
  ['a good app', twoRegions],
  ['an app with something of everything', weakApp],
  ['an app in one region', alone],
])('the report of %s is as the schema says', (_of, app) => {
  expect(problemsOf(buildReport(app()))).toEqual([]);
});

test('the schema refuses a report of another version, without a part, and with a figure that is none', () => {
  const report = buildReport(weakApp());
  expect(problemsOf({ ...report, schemaVersion: 1 })).toHaveLength(1);
  expect(problemsOf({ ...report, services: undefined })).toHaveLength(1);
  expect(problemsOf({ ...report, data: [{ ...report.data[0], regionLoss: 5 }] })).not.toEqual([]);
});

test('the same templates give the same bytes', () => {
  expect(JSON.stringify(buildReport(weakApp()))).toBe(JSON.stringify(buildReport(weakApp())));
});
