import { Readable } from 'stream';
import { type NamedCheck } from '../../../scripts/verify-aws/run-checks';
import { type Target } from '../../../scripts/verify-aws/target';
import { visit, type Visit } from '../../../scripts/verify-aws/verify';

const BUCKET = 'verifyab12-fileintake-uploads-111122223333-eu-west-1';

/** What was done, in order. */
let done: string[];
/** What AWS has: names of stacks and buckets. */
let stacks: string[];
let buckets: string[];

beforeEach(() => {
  done = [];
  stacks = [];
  buckets = [];
});

/** What the services of AWS answer, by their host. */
function answer(host: string, query: object): string {
  if (host.startsWith('cloudformation')) {
    const members = stacks.map(
      name => `<member><StackName>${name}</StackName><StackStatus>CREATE_COMPLETE</StackStatus></member>`,
    );
    return `<R><DescribeStacksResult><Stacks>${members.join('')}</Stacks></DescribeStacksResult></R>`;
  }
  if (host.startsWith('dynamodb')) return '{"TableNames":[]}';
  if ('versions' in query) return '<ListVersionsResult/>';
  return `<R><Buckets>${buckets.map(name => `<Bucket><Name>${name}</Name></Bucket>`).join('')}</Buckets></R>`;
}

const requestHandler = {
  handle: async ({ hostname, query }: { hostname: string; query: object }) => ({
    response: { statusCode: 200, headers: {}, body: Readable.from([answer(hostname, query)]) },
  }),
};

function target(more: Partial<Target> = {}): Target {
  return {
    name: 'AWS',
    regions: ['eu-west-1', 'eu-central-1'],
    account: '111122223333',
    mostPatienceSeconds: 60,
    clientConfig: region => ({ region, requestHandler, credentials: { accessKeyId: 'a', secretAccessKey: 's' } }),
    ask: () => Promise.resolve({ status: 200, body: '' }),
    deploy: async () => void done.push('deploy'),
    destroy: async () => void done.push('destroy'),
    close: () => Promise.resolve(),
    ...more,
  };
}

function check(id: string, observe: NamedCheck['observe']): NamedCheck {
  return { id, what: id, calls: [], expected: 'yes', local: 'yes', observe };
}

function go(where: Target, checks: readonly NamedCheck[] = [], signal = new AbortController().signal): Promise<Visit> {
  const synth = async (): Promise<void> => void done.push('synth');
  return visit(
    where,
    { prefix: 'VerifyAb12' },
    { inTurn: [], together: checks },
    { synth, say: () => undefined, signal },
  );
}

test('deploys, asks, and takes everything down', async () => {
  const { seen, left, failure } = await go(target(), [check('a', async () => (done.push('asked'), 'yes'))]);

  expect(done).toEqual(['synth', 'deploy', 'asked', 'destroy']);
  expect([...seen]).toEqual([['a', 'yes']]);
  expect({ left, failure }).toEqual({ left: [], failure: undefined });
});

test('takes everything down after a deployment that failed, and tells why', async () => {
  const visited = await go(target({ deploy: () => Promise.reject(new Error('quota')) }));

  expect(done).toEqual(['synth', 'destroy']);
  expect(visited.failure?.message).toBe('quota');
});

test('takes everything down after Ctrl-C, with what was seen until then', async () => {
  const stop = new AbortController();
  const patient = check('patient', async world => {
    stop.abort(new Error('SIGINT'));
    return (await world.eventually(60, () => Promise.resolve(undefined))) ?? 'never';
  });

  const { seen } = await go(target(), [check('quick', async () => 'yes'), patient], stop.signal);

  expect(done).toEqual(['synth', 'deploy', 'destroy']);
  expect(seen.get('quick')).toBe('yes');
  expect(seen.get('patient')).toContain('abort');
});

test('a check that fails is a result, and ends none of the others', async () => {
  const { seen } = await go(target(), [
    check('broken', () => Promise.reject(new TypeError('no such thing'))),
    check('sound', async () => 'yes'),
  ]);

  expect([...seen]).toEqual([
    ['broken', 'TypeError: no such thing'],
    ['sound', 'yes'],
  ]);
});

test('lists what could not be removed, of its own prefix only', async () => {
  buckets = [BUCKET, 'somebody-elses'];
  const destroy = async (): Promise<void> => {
    stacks = ['VerifyAb12-Probes', 'Billing'];
    throw new Error('DELETE_FAILED\nmore');
  };

  const { left } = await go(target({ destroy }));

  expect(left).toEqual([
    'the stacks: DELETE_FAILED',
    'stack VerifyAb12-Probes in eu-west-1: CREATE_COMPLETE',
    'stack VerifyAb12-Probes in eu-central-1: CREATE_COMPLETE',
    `bucket ${BUCKET}`,
  ]);
});

test('fails, and touches nothing, where a stack of the prefix is there already', async () => {
  stacks = ['VerifyAb12-FileIntake-eu-west-1'];

  await expect(go(target())).rejects.toThrow('is in eu-west-1 already; choose another --prefix');
  expect(done).toEqual([]);
});
