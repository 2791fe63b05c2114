import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectsCommand, ListBucketsCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { type Target } from './target';
import { type World } from './world';

/** What still arrives by replication while the first attempt is under way needs a second one. */
const ATTEMPTS = 2;

/** Deletes everything below the prefix; resolves to what is left, with the reasons. */
export async function takeDown(target: Target, world: World, assembly: string): Promise<string[]> {
  let left: string[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    left = await attemptOnce(target, world, assembly);
    if (left.length === 0) break;
  }
  return left;
}

async function attemptOnce(target: Target, world: World, assembly: string): Promise<string[]> {
  const problems: string[] = [];
  const attempt = (what: string, step: Promise<unknown>): Promise<unknown> =>
    step.catch((error: Error) => problems.push(`${what}: ${error.message.split('\n')[0]}`));
  for (const name of await bucketsOf(world)) await attempt(`bucket ${name}`, empty(world, name));
  await attempt('the stacks', target.destroy(assembly));
  return [...problems, ...(await leftOver(world))];
}

/** Stacks of the prefix in a region; there is none before the first deployment. */
export async function stacksOf(world: World, region: string): Promise<Stack[]> {
  const client = world.client(CloudFormationClient, region);
  const stacks: Stack[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await client.send(new DescribeStacksCommand({ NextToken }));
    stacks.push(...(answer.Stacks ?? []));
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  return stacks.filter(stack => stack.StackName!.startsWith(`${world.prefix}-`) && isThere(stack));
}

const isThere = ({ StackStatus: status }: Stack): boolean => status !== 'DELETE_COMPLETE';

async function leftOver(world: World): Promise<string[]> {
  const found: string[] = [];
  for (const region of world.regions) {
    const stacks = await stacksOf(world, region);
    found.push(...stacks.map(stack => `stack ${stack.StackName} in ${region}: ${stack.StackStatus}`));
    const { TableNames = [] } = await world.client(DynamoDBClient, region).send(new ListTablesCommand({}));
    found.push(...TableNames.filter(name => name === world.tableName).map(name => `table ${name} in ${region}`));
  }
  return [...found, ...(await bucketsOf(world)).map(name => `bucket ${name}`)];
}

/** By name: all begin with the prefix, generated ones too. */
async function bucketsOf(world: World): Promise<string[]> {
  const names = await Promise.all(
    world.regions.map(async region => {
      const { Buckets = [] } = await world.client(S3Client, region).send(new ListBucketsCommand({}));
      return Buckets.map(bucket => bucket.Name!).filter(name => name.startsWith(`${world.prefix.toLowerCase()}-`));
    }),
  );
  return [...new Set(names.flat())];
}

/** Asks in the region that the name tells; generated names are of the primary. */
async function empty(world: World, Bucket: string): Promise<void> {
  const client = world.client(S3Client, world.regions.find(region => Bucket.endsWith(region)) ?? world.regions[0]);
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) return;
    await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  }
}
