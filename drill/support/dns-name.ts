/** A DNS name as names are compared: in lower case, without the trailing dot. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
