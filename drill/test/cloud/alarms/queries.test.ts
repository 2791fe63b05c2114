import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const CLOUD = join(__dirname, '../../../cloud');

/** Namespace, metric and dimensions of a stored metric. */
type Stored = [string, string, Record<string, string>];

const ERRORS: Stored = ['AWS/Lambda', 'Errors', { FunctionName: 'api' }];
const OF_ALIAS: Stored = ['AWS/Lambda', 'Errors', { FunctionName: 'api', Resource: 'api:live' }];
const CALLS: Stored = ['AWS/Lambda', 'Invocations', { FunctionName: 'api' }];
const OTHER: Stored = ['AWS/Lambda', 'Errors', { FunctionName: 'other' }];

const NOT_UNDERSTOOD = 'not understood';
/** What each metric is grouped by; null for one that the query does not name. */
const QUERIES: [string, Stored, string[] | null | typeof NOT_UNDERSTOOD][] = [
  ['SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName) GROUP BY FunctionName', ERRORS, ['api']],
  ['SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName) GROUP BY FunctionName', OF_ALIAS, null],
  ['SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName) GROUP BY FunctionName', CALLS, null],
  ['SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)', ERRORS, []],
  ['SELECT MAX(Errors) FROM "AWS/Lambda" GROUP BY FunctionName, Resource', OF_ALIAS, ['api', 'api:live']],
  ['SELECT MAX(Errors) FROM "AWS/Lambda" GROUP BY FunctionName, Resource', ERRORS, null],
  [`select max(Errors) from "AWS/Lambda" where FunctionName = 'api' and Resource != 'api:next'`, OF_ALIAS, []],
  [`SELECT MAX(Errors) FROM "AWS/Lambda" WHERE FunctionName = 'api'`, OTHER, null],
  [`SELECT MAX(Errors) FROM "AWS/Lambda" WHERE FunctionName != 'api'`, OTHER, []],
  ['SELECT AVG("Errors") FROM SCHEMA("AWS/Lambda", FunctionName) ORDER BY AVG() DESC LIMIT 5', ERRORS, []],
  [`SELECT MAX(Errors) FROM "AWS/Lambda" WHERE FunctionName = 'a' OR FunctionName = 'b'`, ERRORS, NOT_UNDERSTOOD],
  [`SELECT MAX(Errors) FROM "AWS/Lambda" WHERE tag.team LIKE 'a%'`, ERRORS, NOT_UNDERSTOOD],
  ['SELECT MEDIAN(Errors) FROM "AWS/Lambda"', ERRORS, NOT_UNDERSTOOD],
  ['SELECT Errors FROM "AWS/Lambda"', ERRORS, NOT_UNDERSTOOD],
];

const code = `
import json, sys
from alarms.expressions import Unsupported
from alarms.queries import parse_query

def group(query, stored):
    try:
        return parse_query(query).group_of(*stored)
    except Unsupported:
        return "${NOT_UNDERSTOOD}"

print(json.dumps([group(*case) for case in json.load(sys.stdin)]))
`;

const { stdout, stderr, status } = spawnSync('python3', ['-c', code], {
  cwd: CLOUD,
  input: JSON.stringify(QUERIES.map(([query, stored]) => [query, stored])),
  encoding: 'utf8',
});
if (status !== 0) throw new Error(stderr);
const groups = JSON.parse(stdout) as unknown[];

test.each(QUERIES.map(([query, stored, expected], i) => [query, stored[2], expected, groups[i]] as const))(
  '%s has a metric of %j in group %j',
  (_query, _dimensions, expected, actual) => {
    expect(actual).toEqual(expected);
  },
);
