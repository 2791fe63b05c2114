import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { pathOf } from '../assembly/inventory.js';
import { type App, type AppStack } from '../assembly/model.js';
import { clientConfig } from './aws-environment.js';
import { type Cloud } from './cloud.js';
import { isServiceError, within } from './regional-clients.js';

/** A deployed resource, by what its service calls it. */
export interface PhysicalName {
  readonly region: string;
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  /** Construct path where the template has one. */
  readonly path: string;
  /** What `Ref` gives: a name, an id, a URL or an ARN. */
  readonly physicalId: string;
}

/** Real time that a region may take to answer; one that does not has told its names before, or not at all. */
const PATIENCE_MILLIS = 5000;

/** What the deployed resources of an app are called. A region that does not answer, or a stack that is not there, adds none. */
export async function physicalNames(cloud: Cloud, app: App): Promise<PhysicalName[]> {
  return (await Promise.all(app.stacks.map(stack => namesOf(cloud, stack)))).flat();
}

async function namesOf(cloud: Cloud, stack: AppStack): Promise<PhysicalName[]> {
  const client = new CloudFormationClient({ ...clientConfig(cloud, stack.region), maxAttempts: 1 });
  try {
    const command = new DescribeStackResourcesCommand({ StackName: stack.stackName });
    const { StackResources = [] } = await client.send(command, within(PATIENCE_MILLIS));
    return StackResources.flatMap(
      ({ LogicalResourceId: logicalId = '', PhysicalResourceId, ResourceType: type = '' }) => {
        const resource = stack.template.Resources[logicalId];
        if (PhysicalResourceId === undefined || resource === undefined) return [];
        const path = pathOf(stack, logicalId, resource).replace(/(\/Resource)+$/, '');
        return [{ region: stack.region, stackId: stack.id, logicalId, type, path, physicalId: PhysicalResourceId }];
      },
    );
  } catch (error) {
    if (isServiceError(error) || isUnreachable(error)) return [];
    throw error;
  } finally {
    client.destroy();
  }
}

function isUnreachable(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: string };
  return name === 'AbortError' || name === 'TimeoutError' || /^E[A-Z]+$/.test(code ?? '');
}
