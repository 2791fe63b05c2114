/** A DNS name as names are compared: in lower case, without the trailing dot. What only the deployment knows keeps its case. */
export function normalName(name: string): string {
  const relative = name.replace(/\.$/, '');
  return relative.includes('${') || relative.includes('{{resolve:') ? relative : relative.toLowerCase();
}
