import { pathOf } from './inventory.js';
import { type AppStack, type ResourceRef, type Template } from './model.js';

/** Values that AWS publishes in each region, and the local cloud does not. */
const PUBLISHED = /^\/aws\/service\//;

/** The emulator takes a layer of an account that is not its own, and knows that it has nothing of it. */
const NOBODY = '000000000000';

interface Parameter {
  readonly Type?: string;
  readonly Default?: unknown;
}

interface AttachedLayer {
  readonly path: string;
  readonly layer: unknown;
}

/** A template in which texts of the same kind stand in for values that AWS publishes, as for a layer or an image. */
export function withPublishedValues(stack: AppStack, template: Template): Template {
  const given = Object.entries((template.Parameters ?? {}) as Record<string, Parameter>);
  if (!given.some(([, parameter]) => isPublished(parameter))) return template;
  const layers = new Set(attachedLayers(stack, template).map(({ layer }) => refIn(layer)));
  const parameters = given.map(([name, parameter]) => {
    if (!isPublished(parameter)) return [name, parameter] as const;
    const Default = layers.has(name) ? `arn:aws:lambda:${stack.region}:${NOBODY}:layer:${name}:1` : parameter.Default;
    return [name, { Type: 'String', Default }] as const;
  });
  return { ...template, Parameters: Object.fromEntries(parameters) };
}

/** Layers that are not the app's own, by the path of the function: it runs without them. */
export function foreignLayers(stack: AppStack, template: Template): ResourceRef[] {
  return attachedLayers(stack, template)
    .filter(({ layer }) => typeof layer === 'string' || refIn(layer) in ((template.Parameters ?? {}) as object))
    .map(({ path }) => ({ type: 'AWS::Lambda::LayerVersion', path, region: stack.region }));
}

function attachedLayers(stack: AppStack, template: Template): AttachedLayer[] {
  return Object.entries(template.Resources).flatMap(([logicalId, resource]) => {
    const layers = resource.Type === 'AWS::Lambda::Function' ? resource.Properties?.Layers : undefined;
    const path = pathOf(stack, logicalId, resource);
    return Array.isArray(layers) ? layers.map((layer: unknown) => ({ path, layer })) : [];
  });
}

function refIn(value: unknown): string {
  return String((value as { Ref?: string } | null)?.Ref);
}

function isPublished({ Type, Default }: Parameter): boolean {
  return Type?.startsWith('AWS::SSM::Parameter::Value<') === true && PUBLISHED.test(String(Default));
}
