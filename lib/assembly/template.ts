/** A synthesized CloudFormation template, as far as the rules read it. */
export interface Template {
  readonly Resources?: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, TemplateOutput>;
  readonly Parameters?: Record<string, { readonly Default?: unknown; readonly Type?: string }>;
  readonly Conditions?: Record<string, unknown>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  readonly Metadata?: Record<string, unknown>;
}

/** A resource as its template writes it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
  readonly UpdatePolicy?: Record<string, unknown>;
}

/** An output as its template writes it. */
interface TemplateOutput {
  readonly Description?: unknown;
  readonly Value?: unknown;
  readonly Export?: { readonly Name?: unknown };
}

/** A stack of the app with what its template does not say: where it is deployed, and what its resources are called. */
export interface StackInput {
  /** Unique in the app: the artifact id, or the template's file name. */
  readonly id: string;
  /** Construct path of the stack. */
  readonly path: string;
  /** Name that CloudFormation knows it by. */
  readonly stackName?: string;
  /** Undefined where only the deployment knows it. */
  readonly account?: string;
  /** Undefined where only the deployment knows it. */
  readonly region?: string;
  readonly template: Template;
  /** Construct paths by logical id; the template's own `aws:cdk:path` is used where one is missing. */
  readonly paths?: ReadonlyMap<string, string>;
  /** Ids of stacks that are deployed before this one. */
  readonly dependsOn?: readonly string[];
  /** For a nested stack: the stack that contains it and the logical id of its `AWS::CloudFormation::Stack` there. */
  readonly parent?: { readonly id: string; readonly logicalId: string };
}

/** Somebody accepted what a rule reports, at a construct and everything below it. */
export interface Acknowledgement {
  /** Id of the rule. */
  readonly rule: string;
  /** Construct path; '' is the whole app. */
  readonly path: string;
  readonly reason: string;
}
