import { CloudFormationClient, DescribeTypeCommand } from '@aws-sdk/client-cloudformation';
import {
  CloudWatchClient,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { HeadObjectCommand, PutObjectCommand, S3Client, type HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { lacksType } from '../../../lib/limits/regions';
import { type Check } from '../claim';
import { type World } from '../world';

/** What Replication Time Control promises, and five minutes until the keeper has run. */
const REPLICATION_SECONDS = 20 * 60;
const TYPES = ['AWS::FIS::ExperimentTemplate', 'AWS::Backup::RestoreTestingPlan'];
/** Lacking regions that an account has without opting in, or may well have. */
const ASKED = ['ap-southeast-3', 'ap-southeast-5', 'ca-west-1', 'il-central-1', 'mx-central-1'];

export const replicationRoleCondition: Check = {
  calls: ['s3:PutObject', 's3:GetObject'],
  expected: 'FAILED',
  local: 'not replicated',
  async observe(world) {
    const Bucket = await world.probe('ConditionedBucket');
    await world.client(S3Client).send(new PutObjectCommand({ Bucket, Key: 'probe', Body: 'probe' }));
    const status = await world.eventually(REPLICATION_SECONDS, async () => {
      const { ReplicationStatus } = await head(world, Bucket, 'probe');
      return ReplicationStatus === 'PENDING' ? undefined : ReplicationStatus;
    });
    return status ?? 'not replicated';
  },
};

export const typesMissing: Check = {
  calls: ['cloudformation:DescribeType'],
  expected: 'none of them is there',
  local: 'not known',
  async observe(world) {
    const asked = TYPES.flatMap(type =>
      ASKED.filter(region => lacksType(region, type)).map(region => ({ type, region })),
    );
    const answers = await Promise.all(asked.map(each => describeType(world, each)));
    const there = asked.filter((_, i) => answers[i] === 'there');
    if (there.length > 0) return there.map(({ type, region }) => `${type} is in ${region}`).join(', ');
    return answers.includes('missing') ? 'none of them is there' : 'not known';
  },
};

async function describeType(world: World, { type, region }: { type: string; region: string }): Promise<string> {
  try {
    const client = world.client(CloudFormationClient, region, { maxAttempts: 1 });
    await client.send(new DescribeTypeCommand({ Type: 'RESOURCE', TypeName: type }));
    return 'there';
  } catch (error) {
    // A region that the account has not opted in to answers that the credentials are not valid there.
    return (error as Error).name === 'TypeNotFoundException' ? 'missing' : 'not known';
  }
}

export const missingInComparison: Check = {
  calls: ['cloudwatch:PutMetricData', 'cloudwatch:GetMetricData'],
  expected: '1',
  local: 'no datapoint',
  async observe(world) {
    const client = world.client(CloudWatchClient);
    const Namespace = world.prefix;
    await client.send(
      new PutMetricDataCommand({ Namespace, MetricData: [{ MetricName: 'Called', Value: 1, Timestamp: new Date() }] }),
    );
    const query = (Id: string, MetricName: string) => ({
      Id,
      MetricStat: { Metric: { Namespace, MetricName }, Period: 60, Stat: 'Sum' },
      ReturnData: false,
    });
    const sum = { Id: 'sum', Expression: '(m0>=1)+(m1>=1)', ReturnData: true };
    const value = await world.eventually(300, async () => {
      const { MetricDataResults = [] } = await client.send(
        new GetMetricDataCommand({
          StartTime: new Date(Date.now() - 600_000),
          EndTime: new Date(Date.now() + 60_000),
          MetricDataQueries: [query('m0', 'Called'), query('m1', 'Never'), sum],
        }),
      );
      return MetricDataResults.find(result => result.Id === 'sum')?.Values?.[0];
    });
    return value === undefined ? 'no datapoint' : String(value);
  },
};

export const errorsIndicator: Check = {
  calls: ['cloudwatch:GetMetricStatistics'],
  expected: 'a success is counted',
  local: 'a success is counted',
  async observe(world) {
    const [region] = world.regions;
    const Value = await world.resource(region, 'AWS::Lambda::Function', 'Api');
    await world.ask(region, { path: '/files/nobody' });
    const samples = async (MetricName: string): Promise<number> => {
      const command = new GetMetricStatisticsCommand({
        Namespace: 'AWS/Lambda',
        MetricName,
        Dimensions: [{ Name: 'FunctionName', Value }],
        StartTime: new Date(Date.now() - 3_600_000),
        EndTime: new Date(Date.now() + 60_000),
        Period: 3600,
        Statistics: ['SampleCount'],
      });
      const { Datapoints = [] } = await world.client(CloudWatchClient).send(command);
      return Datapoints.reduce((sum, point) => sum + point.SampleCount!, 0);
    };
    const invoked = await world.eventually(300, async () => (await samples('Invocations')) || undefined);
    if (invoked === undefined) return 'no datapoint';
    const errors = await world.eventually(120, async () => ((await samples('Errors')) >= invoked ? true : undefined));
    return errors ? 'a success is counted' : 'a success is not counted';
  },
};

export const replicaVersion: Check = {
  calls: ['s3:PutObject', 's3:GetObject'],
  expected: 'one version id, one time, REPLICA',
  local: 'another version id, FAILED',
  async observe(world) {
    const [source, destination] = world.regions;
    const [from, to] = await Promise.all(
      world.regions.map(region => world.resource(region, 'AWS::S3::Bucket', 'Uploads')),
    );
    const Key = 'verify-replica';
    await world.client(S3Client, source).send(new PutObjectCommand({ Bucket: from, Key, Body: 'probe' }));
    const original = await head(world, from, Key);
    const copy = await world.arrives(REPLICATION_SECONDS, () =>
      head(world, to, Key, destination).catch((error: Error) => unless(error.name === 'NotFound', error)),
    );
    return copy === undefined ? 'not replicated' : compare(original, copy);
  },
};

/** Undefined where an error was to be expected. */
function unless(isExpected: boolean, error: Error): undefined {
  if (!isExpected) throw error;
}

function compare(original: HeadObjectCommandOutput, copy: HeadObjectCommandOutput): string {
  const version = original.VersionId === copy.VersionId ? 'one version id' : 'another version id';
  const isSameTime = original.LastModified?.getTime() === copy.LastModified?.getTime();
  const time = version.startsWith('one') ? [isSameTime ? 'one time' : 'another time'] : [];
  return [version, ...time, copy.ReplicationStatus ?? 'no status'].join(', ');
}

function head(world: World, Bucket: string, Key: string, region = world.regions[0]): Promise<HeadObjectCommandOutput> {
  return world.client(S3Client, region).send(new HeadObjectCommand({ Bucket, Key }));
}
