import { pathOf } from './inventory.js';
import { type AppStack, type TemplateResource } from './model.js';

/** Where a substitute tells the drill that it was called. */
export const SUBSTITUTE_PATH = '/_drill/substitute-called';

/** What a substitute says of itself. */
export interface SubstituteCall {
  readonly path: string;
  readonly runtime: string;
}

/** Runtimes whose functions the emulator runs as processes; the others need a container. */
const RUNNABLE = /^(nodejs|python|provided)/;
/** Of a function's properties, those that say how its own code is run. */
const OF_ITS_CODE = [
  'Code',
  'Runtime',
  'Handler',
  'PackageType',
  'ImageConfig',
  'Layers',
  'SnapStart',
  'CodeSigningConfigArn',
];

/** The runtime of a function that cannot run here; undefined for every other resource. */
export function unsupportedRuntime({ Type, Properties = {} }: TemplateResource): string | undefined {
  if (Type !== 'AWS::Lambda::Function') return undefined;
  const { Runtime, PackageType, Code } = Properties;
  if (PackageType === 'Image' || (Code as { ImageUri?: unknown } | undefined)?.ImageUri !== undefined) {
    return 'a container image';
  }
  return typeof Runtime === 'string' && !RUNNABLE.test(Runtime) ? Runtime : undefined;
}

/**
 * A function in the place of one that cannot run here. What refers to it deploys as ever: versions, aliases, routes. Who
 * calls it gets an error, and the drill is told, unless a schedule called: schedules are no part of the load.
 */
export function substituteFor(stack: AppStack, logicalId: string, resource: TemplateResource): TemplateResource {
  const runtime = unsupportedRuntime(resource);
  if (runtime === undefined) return resource;
  const kept = Object.entries(resource.Properties ?? {}).filter(([name]) => !OF_ITS_CODE.includes(name));
  const code = { ZipFile: handler({ path: pathOf(stack, logicalId, resource), runtime }) };
  const Properties = { ...Object.fromEntries(kept), Code: code, Runtime: 'nodejs22.x', Handler: 'index.handler' };
  return { ...resource, Properties };
}

function handler(call: SubstituteCall): string {
  return `const call = ${JSON.stringify(call)};
exports.handler = async event => {
  if (event?.['detail-type'] !== 'Scheduled Event') {
    const url = process.env.AWS_ENDPOINT_URL + '${SUBSTITUTE_PATH}';
    await fetch(url, { method: 'POST', body: JSON.stringify(call) });
  }
  throw new Error(call.path + ' runs on ' + call.runtime + ', which the local cloud cannot run');
};
`;
}
