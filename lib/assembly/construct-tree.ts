import * as fs from 'fs';
import * as path from 'path';
import { CfnResource, Stack, Token, Validations, type IPolicyValidationContext } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { AppModel } from './app-model';
import { NotedPaths } from './assembly';
import { type Acknowledgement, type StackInput, type Template } from './template';

/** Namespace that CDK gives to an acknowledgement of an id without one; CDK itself honours all the others. */
const DEFAULT_NAMESPACE = 'Annotation::';

/** What was read last of each app: several plugins judge the same synthesis. */
const READ = new WeakMap<IConstruct, { readonly templates: string; readonly model: AppModel }>();

/** The app as CDK hands it to a validation plugin: templates on disk, and the construct tree they were made from. */
export function readContext(context: IPolicyValidationContext): AppModel {
  const templates = statesOf(context.stackTemplates.map(({ templatePath }) => templatePath));
  const known = READ.get(context.appConstruct);
  if (known?.templates === templates) return known.model;
  const model = readApp(context);
  READ.set(context.appConstruct, { templates, model });
  return model;
}

/** Another synthesis writes its templates anew. */
function statesOf(files: readonly string[]): string {
  return files.map(file => `${file} ${fs.statSync(file).mtimeMs}`).join('\n');
}

function readApp(context: IPolicyValidationContext): AppModel {
  const constructs = context.appConstruct.node.findAll();
  const noted = new NotedPaths();
  const templates = new Map(context.stackTemplates.map(stack => [stack.stackConstructPath, stack]));
  const stacks = constructs.filter(construct => Stack.isStack(construct)) as Stack[];
  const inputs: StackInput[] = [];
  for (const stack of stacks) {
    const known = templates.get(owner(stack).node.path);
    if (!known) continue;
    inputs.push({
      id: idOf(stack),
      path: stack.node.path,
      stackName: stack.nestedStackParent ? undefined : String(stack.resolve(stack.stackName)),
      account: knownOf(owner(stack).account),
      region: knownOf(owner(stack).region),
      template: readTemplate(path.join(path.dirname(known.templatePath), stack.templateFile)),
      // Only findings need them.
      get paths() {
        const paths = noted.of(known.templatePath, stack.node.path);
        return paths.size > 0 ? paths : constructPaths(stack);
      },
      dependsOn: stack.dependencies.map(idOf),
      parent: stack.nestedStackParent && {
        id: idOf(stack.nestedStackParent),
        logicalId: String(stack.nestedStackParent.resolve(stack.nestedStackResource?.logicalId)),
      },
    });
  }
  return new AppModel(inputs, acknowledgements(constructs));
}

/** The stack that is deployed: a nested one belongs to it. */
function owner(stack: Stack): Stack {
  return stack.nestedStackParent ? owner(stack.nestedStackParent) : stack;
}

/** CDK before 2.264 does not say account and region beside a template; the stack does, unless deployment decides. */
function knownOf(value: string): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}

/** Placeholders separate with dots, so ids have none. */
function idOf(stack: Stack): string {
  return stack.templateFile.replace(/\./g, '_');
}

/** From the constructs themselves: the id of a function's version takes a look at the whole function. */
function constructPaths(stack: Stack): Map<string, string> {
  const resources = stack.node.findAll().filter(node => CfnResource.isCfnResource(node) && node.stack === stack);
  return new Map(
    (resources as CfnResource[]).map(({ logicalId, node }) => [String(stack.resolve(logicalId)), node.path]),
  );
}

function acknowledgements(constructs: readonly IConstruct[]): Acknowledgement[] {
  return constructs.flatMap(construct =>
    construct.node.metadata
      .filter(entry => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(entry => Object.entries((entry.data ?? {}) as Record<string, string>))
      .filter(([id]) => id.startsWith(DEFAULT_NAMESPACE))
      .map(([id, reason]) => ({ rule: id.slice(DEFAULT_NAMESPACE.length), path: construct.node.path, reason })),
  );
}

function readTemplate(file: string): Template {
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Template;
}
