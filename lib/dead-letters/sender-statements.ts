import { type PolicyDocument, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { SQS } from '../limits/sqs';

const OPERATOR = 'ArnEquals';
const SOURCE = 'aws:SourceArn';

/** Characters of an ARN before the name of the resource, and of what CloudFormation puts behind a logical id. */
const [ARN_PREFIX, ID_SUFFIX] = [40, 14];

/**
 * The statements by which services may send to a queue: one for each service, with a list of sources.
 *
 * A policy takes 20 statements, and each topic and each rule asks for one of its own.
 */
export class SenderStatements {
  private readonly byKind = new Map<string, { readonly statement: PolicyStatement; readonly sources: unknown[] }>();

  constructor(private readonly queue: IConstruct) {}

  /** Whether an earlier statement says the same from now on. */
  absorbs(statement: PolicyStatement): boolean {
    const rendered = Stack.of(this.queue).resolve(statement.toStatementJson()) as Rendered;
    const source = onlySourceOf(rendered);
    if (source === undefined) return false;
    const kind = JSON.stringify({ ...rendered, Sid: undefined, Condition: undefined });
    const earlier = this.byKind.get(kind);
    if (!earlier) {
      this.byKind.set(kind, { statement, sources: [source].flat() });
      return false;
    }
    earlier.sources.push(...[source].flat());
    earlier.statement.addCondition(OPERATOR, { [SOURCE]: earlier.sources });
    // It was the name of one sender.
    earlier.statement.sid = undefined;
    return true;
  }
}

interface Rendered {
  readonly Sid?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The source that a statement asks for, where it asks for nothing else. */
function onlySourceOf({ Condition: condition = {} }: Rendered): unknown {
  const operands = condition[OPERATOR] ?? {};
  const isOnly = Object.keys(condition).length === 1 && Object.keys(operands).length === 1;
  return isOnly ? operands[SOURCE] : undefined;
}

/** What SQS would refuse in the policy of a queue; undefined for what it takes. */
export function policyExcess(queue: IConstruct, document: PolicyDocument): string | undefined {
  const { mostStatements, mostBytes } = SQS.policy;
  if (document.statementCount > mostStatements) {
    return `${document.statementCount} statements and SQS takes ${mostStatements}`;
  }
  const bytes = lengthOf(queue, document);
  return bytes > mostBytes ? `about ${bytes} bytes and SQS takes ${mostBytes}` : undefined;
}

/** Names are known to the deployment only: each counts as long as CloudFormation usually makes it. */
function lengthOf(queue: IConstruct, document: PolicyDocument): number {
  const stack = Stack.of(queue);
  const named = (id: string): string => 'x'.repeat(ARN_PREFIX + stack.stackName.length + id.length + ID_SUFFIX);
  return JSON.stringify(stack.resolve(document), (_, value: Intrinsic) => {
    const id = value?.Ref ?? value?.['Fn::GetAtt']?.[0];
    return id === undefined ? value : named(id);
  }).length;
}

type Intrinsic = { readonly Ref?: string; readonly 'Fn::GetAtt'?: readonly string[] } | null;
