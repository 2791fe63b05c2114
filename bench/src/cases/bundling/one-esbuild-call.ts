import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { appArguments, measureFunctions } from '../harness';

/** What a patient user writes by hand: everything is compiled before the first construct. */
function compileAll(): void {
  const entries = Array.from({ length: appArguments().count }, (_, index) => index);
  buildSync({
    entryPoints: entries.map(index => ({ in: `entries/entry-${index}.ts`, out: `${index}/index` })),
    outdir: 'by-hand',
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    external: ['@aws-sdk/*', '@smithy/*'],
  });
}

compileAll();
measureFunctions((stack, id, index) => {
  new Function(stack, id, {
    code: Code.fromAsset(`by-hand/${index}`),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });
});
