import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArguments } from '../../cli/options.js';
import { DrillError } from '../../support/errors.js';

let directory: string;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'drill-cli-')));
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

const file = (name: string, content: unknown): void => writeFileSync(join(directory, name), JSON.stringify(content));
const parse = (...args: string[]) => parseArguments(args, directory);

function problem(act: () => unknown): DrillError {
  try {
    act();
  } catch (error) {
    return error as DrillError;
  }
  throw new Error('nothing was thrown');
}

describe('the defaults of the command line', () => {
  test('take the app from cdk.json, as the CDK CLI does', () => {
    file('cdk.json', { app: 'node app.js' });
    expect(parse()).toMatchObject({
      app: 'node app.js',
      cwd: directory,
      fault: 'region-outage',
      region: undefined,
      speed: 10,
      replication: 'on',
      out: 'drill-report',
      workload: undefined,
      metrics: false,
      keep: false,
    });
  });

  test('take the workload beside cdk.json', () => {
    file('cdk.json', { app: 'node app.js' });
    file('drill.workload.json', {});
    expect(parse().workload).toBe(join(directory, 'drill.workload.json'));
  });

  test('take the workload beside a given assembly, not that of the working directory', () => {
    file('drill.workload.json', {});
    mkdirSync(join(directory, 'other', 'cdk.out'), { recursive: true });
    expect(parse('--app', 'other/cdk.out').workload).toBeUndefined();
    writeFileSync(join(directory, 'other', 'drill.workload.json'), '{}');
    expect(parse('--app', 'other/cdk.out').workload).toBe(join(directory, 'other', 'drill.workload.json'));
  });
});

describe('the command line', () => {
  test('reads every option', () => {
    const options = parse(
      ...[
        '--app',
        'cdk.out',
        '--fault',
        'region-loss',
        '--region',
        'us-west-2',
        '--next-region',
        'eu-west-1',
        '--speed',
        '7.5',
        '--replication',
        'off',
      ],
      ...['--iam', 'enforce'],
      ...[
        '--rto',
        '60',
        '--rpo',
        '0.5',
        '--notify',
        '400',
        '--baseline',
        '20',
        '--port',
        '4566',
        '--seed',
        '3',
        '--out',
        'reports',
      ],
      ...[
        '-c',
        'stage=test',
        '--context',
        'query=a=b',
        '--json',
        '--timing',
        '--metrics',
        '--keep',
        '--workload',
        'w.json',
      ],
    );
    expect(options).toEqual({
      app: 'cdk.out',
      cwd: directory,
      fault: 'region-loss',
      region: 'us-west-2',
      nextRegion: 'eu-west-1',
      speed: 7.5,
      replication: 'off',
      iam: 'enforce',
      objectives: { rtoSeconds: 60, rpoSeconds: 0.5, notifySeconds: 400 },
      notice: true,
      baselineSeconds: 20,
      port: 4566,
      seed: 3,
      out: 'reports',
      context: { stage: 'test', query: 'a=b' },
      json: true,
      timing: true,
      repeat: 1,
      metrics: true,
      keep: true,
      workload: join(directory, 'w.json'),
    });
  });

  test('takes how long replication lags behind a return', () => {
    expect(parse('--app', 'x', '--replication-resumes-after', '360')).toMatchObject({ replicationResumesAfter: 360 });
    expect(parse('--app', 'x').replicationResumesAfter).toBeUndefined();
    expect(() => parse('--app', 'x', '--replication-resumes-after', '0')).toThrow(/^\[OptionInvalid\]/);
  });

  test('takes "off" for not asking who is told', () => {
    expect(parse('--app', 'x', '--notify', 'off')).toMatchObject({ notice: false, objectives: {} });
    expect(parse('--app', 'x')).toMatchObject({ notice: true, objectives: {} });
  });

  test('a known outage is one that the drill has, and any other name a file', () => {
    expect(parse('--app', 'x', '--scenario', 'aws-2025-10-20').scenario).toMatch(
      /drill\/outages\/aws-2025-10-20\.yaml$/,
    );
    expect(parse('--app', 'x', '--scenario', 'october.yaml').scenario).toBe(join(directory, 'october.yaml'));
  });

  test('lets a later context value win, so that a script can be overridden', () => {
    expect(parse('--app', 'x', '-c', 'a=1', '-c', 'a=2').context).toEqual({ a: '2' });
  });
});

describe('bad input', () => {
  test.each([
    ['an unknown fault', ['--fault', 'region-outge'], 'FaultUnknown', 'did you mean "region-outage"?'],
    [
      'a scenario and a region of its own',
      ['--scenario', 'x.yaml', '--region', 'us-east-1'],
      'OptionInvalid',
      'a scenario says what happens where',
    ],
    ['an unknown option', ['--falt', 'none'], 'OptionUnknown', 'did you mean --fault?'],
    ['an option without its value', ['--speed'], 'OptionUnknown', 'argument missing'],
    ['an argument that belongs to no option', ['cdk.out'], 'OptionUnknown', 'too many arguments'],
    ['a speed of 0', ['--speed', '0'], 'SpeedOutOfRange', '--speed is "0"'],
    ['a negative speed', ['--speed', '-1'], 'SpeedOutOfRange', 'above 0'],
    ['a speed that is no number', ['--speed', 'fast'], 'SpeedOutOfRange', '--speed is "fast"'],
    ['an empty speed', ['--speed', ''], 'SpeedOutOfRange', '--speed is ""'],
    ['an endless speed', ['--speed', 'Infinity'], 'SpeedOutOfRange', 'at most 40'],
    ['an unknown replication mode', ['--replication', 'offf'], 'OptionInvalid', 'did you mean "off"?'],
    ['an objective that is no number', ['--rto', 'NaN'], 'OptionInvalid', '--rto is "NaN"'],
    ['a word that is no objective', ['--notify', 'soon'], 'OptionInvalid', '--notify is "soon"'],
    ['a negative objective', ['--rpo', '-5'], 'OptionInvalid', '--rpo is "-5"'],
    ['a port out of range', ['--port', '65536'], 'OptionInvalid', 'from 1 to 65535'],
    ['a seed with a fraction', ['--seed', '1.5'], 'OptionInvalid', '--seed is "1.5"'],
    ['no repetition', ['--repeat', '0'], 'OptionInvalid', 'from 1 to 100'],
    ['a cloud that is kept after several runs', ['--repeat', '2', '--keep'], 'OptionInvalid', '--keep and --repeat'],
    ['context without a value', ['-c', 'stage'], 'OptionInvalid', 'it must be key=value'],
  ])('fails for %s', (_, args, code, text) => {
    const error = problem(() => parse('--app', 'cdk.out', ...args));
    expect(error).toBeInstanceOf(DrillError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(text) });
    expect(error.message).toMatch(new RegExp(`^\\[${code}\\] `));
  });

  test('is told all at once', () => {
    const error = problem(() => parse('--app', 'x', '--speed', '0', '--port', '0', '--fault', 'all'));
    expect(error.message.match(/\[\w+\]/g)).toEqual(['[FaultUnknown]', '[SpeedOutOfRange]', '[OptionInvalid]']);
  });

  test.each<[string, unknown, string]>([
    ['there is no cdk.json', undefined, 'there is no cdk.json'],
    ['cdk.json has no app', {}, 'has no "app"'],
    ['cdk.json has an app that is no text', { app: 1 }, 'has no "app"'],
  ])('fails when no app is given and %s', (_, content, text) => {
    if (content !== undefined) file('cdk.json', content);
    expect(problem(() => parse())).toMatchObject({ code: 'AppMissing', message: expect.stringContaining(text) });
  });

  test('fails when cdk.json is no JSON', () => {
    writeFileSync(join(directory, 'cdk.json'), '{');
    expect(problem(() => parse())).toMatchObject({ code: 'AppMissing', message: expect.stringContaining('JSON') });
  });
});

describe('the command as a process', () => {
  const drill = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, '../../cli/cli.ts'), ...args], {
      encoding: 'utf8',
    });

  test('answers bad input with exit status 2 and one clear line, without a stack', () => {
    const { status, stderr, stdout } = drill('--app', 'no-such-directory', '--speed', 'fast');
    expect({ status, stderr, stdout }).toEqual({
      status: 2,
      stderr: '[SpeedOutOfRange] --speed is "fast"; it must be a number above 0 and at most 40\n',
      stdout: '',
    });
  });

  test('explains itself with exit status 0', () => {
    const { status, stdout } = drill('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('Exit status: 0 every objective holds, 1 one is missed, 2 the drill could not run');
  });
});
