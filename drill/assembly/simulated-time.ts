import { type TemplateResource } from './model.js';

/** Read by `cloud/simulated_clock.py`. */
const CLOCK = { DRILL_CLOCK: 'simulated' };

/**
 * A function as the local cloud runs it: one that judges how old something is gets the drill's time of day, when its
 * template says so in the metadata `FailoverDrill: { clock: 'simulated' }`. Every other function lives in real time.
 */
export function withSimulatedTime(resource: TemplateResource): TemplateResource {
  const asked = resource.Metadata?.FailoverDrill as { clock?: unknown } | undefined;
  if (resource.Type !== 'AWS::Lambda::Function' || asked?.clock !== CLOCK.DRILL_CLOCK) return resource;
  const environment = resource.Properties?.Environment as { Variables?: object } | undefined;
  const Environment = { ...environment, Variables: { ...environment?.Variables, ...CLOCK } };
  return { ...resource, Properties: { ...resource.Properties, Environment } };
}
