import { namePropertyOf } from '../identity';
import { type Resource } from '../resource';
import { isOpaque, toRecord } from '../value';

/** The physical name that a template gives a resource, as far as it is known; the account or the region may be in it. */
export function givenName(resource: Resource): string | undefined {
  const property = namePropertyOf(resource.type);
  const name = property === undefined ? undefined : resource.text(property);
  if (name === undefined || isParameter(resource, property!)) return undefined;
  return isOpaque(name.replace(/\$\{AWS::(AccountId|Region)\}/g, '')) ? undefined : name;
}

/** Stacks whose account is not known yet are taken for one account only within their stage. */
export function accountOf({ stack }: Resource): string {
  return stack.account ?? `stage ${stack.path.split('/').slice(0, -1).join('/')}`;
}

/** A name that comes from a parameter is another one in each deployment, whatever the default says. */
function isParameter({ raw, stack }: Resource, property: string): boolean {
  const parameter = toRecord(raw.Properties?.[property]).Ref;
  return typeof parameter === 'string' && stack.template.Parameters?.[parameter] !== undefined;
}
