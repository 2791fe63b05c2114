export const sub = (text: string, variables?: Record<string, unknown>): unknown => ({
  'Fn::Sub': variables ? [text, variables] : text,
});
export const join = (delimiter: string, ...parts: unknown[]): unknown => ({ 'Fn::Join': [delimiter, parts] });
/** `Fn::GetAtt` as YAML's short form leaves it. */
export const dotted = (path: string): unknown => ({ 'Fn::GetAtt': path });
export const att = (logicalId: string, attribute = 'Arn'): unknown => ({ 'Fn::GetAtt': [logicalId, attribute] });
