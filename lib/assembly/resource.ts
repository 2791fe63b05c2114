import { Remembering } from './remembering';
import { type StackModel } from './stack-model';
import { type TemplateResource } from './template';
import { isNotTrue, isTrue, toList, toNumber, toRecord, toRecords, toText, valueAt } from './value';

/** A resource of the app; its properties are read with intrinsic functions already resolved. */
export class Resource extends Remembering {
  readonly type: string;

  private resolved?: Record<string, unknown>;

  constructor(
    readonly stack: StackModel,
    readonly logicalId: string,
    readonly raw: TemplateResource,
  ) {
    super();
    this.type = raw.Type;
  }

  /** Construct path where there is one, `<stack>/<logical id>` otherwise. */
  get path(): string {
    return this.stack.pathOf(this.logicalId, this.raw);
  }

  /** Identity in the app, which placeholders carry. */
  get key(): string {
    return `${this.stack.id}.${this.logicalId}`;
  }

  /** Region of the stack; undefined where only the deployment knows it. */
  get region(): string | undefined {
    return this.stack.region;
  }

  /** Physical name: the one given, or a placeholder. */
  get name(): string {
    return this.stack.nameOf(this.logicalId);
  }

  /** Every text by which others can mean this resource: name, ARN and what `Ref` gives. */
  get identifiers(): string[] {
    return this.stack.identifiersOf(this.logicalId);
  }

  /** ARN, where its format is known. */
  get arn(): string | undefined {
    return toText(this.stack.attribute(this.logicalId, 'Arn'));
  }

  get properties(): Record<string, unknown> {
    return (this.resolved ??= toRecord(this.stack.resolve(this.raw.Properties ?? {})));
  }

  /** The property at a dotted path. */
  get(path: string): unknown {
    return valueAt(this.properties, path);
  }

  text(path: string): string | undefined {
    return toText(this.get(path));
  }

  number(path: string): number | undefined {
    return toNumber(this.get(path));
  }

  list(path: string): unknown[] {
    return toList(this.get(path));
  }

  records(path: string): Record<string, unknown>[] {
    return toRecords(this.get(path));
  }

  /** Whether the property is certainly not there. */
  lacks(path: string): boolean {
    const value = this.get(path);
    return value === undefined || (Array.isArray(value) && value.length === 0);
  }

  isTrue(path: string): boolean {
    return isTrue(this.get(path));
  }

  isNotTrue(path: string): boolean {
    return isNotTrue(this.get(path));
  }

  /** Whether it outlives its stack and its replacement. */
  get isRetained(): boolean {
    return [this.raw.DeletionPolicy, this.raw.UpdateReplacePolicy].every(
      policy => policy !== undefined && policy !== 'Delete',
    );
  }
}
