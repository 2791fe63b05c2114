import type { Rule } from '../rule';

export const functionRuntimeDeprecated: Rule = {
  id: 'resilience-function-runtime-deprecated',
  area: 'functions',
  severity: 'warning',
  title: 'Functions use a runtime that AWS supports',
  why: 'A deprecated runtime gets no fixes, and once Lambda blocks updates to it the function cannot be changed in an outage.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  check(model, report) {
    for (const fn of model.ofType('AWS::Lambda::Function')) {
      const runtime = fn.text('Runtime');
      if (runtime !== undefined && DEPRECATED.test(runtime))
        report(fn, `the runtime is ${runtime}`, 'move to the newest runtime of the language');
    }
  },
};

const DEPRECATED =
  /^(nodejs|nodejs4\.3(-edge)?|nodejs6\.10|nodejs(8\.10|1[02468]\.x)|python(2\.7|3\.[6-9])|java8|dotnet[567](\.0)?|dotnetcore[123]\.[01]|go1\.x|ruby2\.[57]|provided)$/;
