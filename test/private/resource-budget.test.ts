import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { App, Stack } from 'aws-cdk-lib/core';
import { DeadLetters } from '../../lib/dead-letters';
import { ResilientFunction } from '../../lib/function';

/** A stack with one function, which is 10 resources and 9 for the stack, and so many topics. */
function given(topics: number, context: Record<string, unknown> = {}) {
  const app = new App({ context });
  const stack = new Stack(app, 'Plain');
  new ResilientFunction(stack, 'Api', { code: Code.fromInline('exports.handler = 1'), handler: 'index.handler' });
  for (let i = 0; i < topics; i++) new Topic(stack, `Topic${i}`);
  return { app, stack };
}

const many = Match.stringLikeRegexp('has 400 of the 500 resources .*: 381 × Topic 381, Api 10, ');

test('an ordinary stack with a function fails above 500 resources, and tells their number by class', () => {
  expect(() => given(482).app.synth()).toThrow(
    '[ResourcesTooMany] stack "Plain" has 501 resources and CloudFormation takes 500: 482 × Topic 482, Api 10, ',
  );
});

test('a stack that is just full is deployable', () => {
  expect(() => given(481).app.synth()).not.toThrow();
});

test('400 resources are a warning', () => {
  Annotations.fromStack(given(381).stack).hasWarning('/Plain', many);
});

test('a resource less is none', () => {
  Annotations.fromStack(given(380).stack).hasNoWarning(
    '/Plain',
    Match.stringLikeRegexp('resources that CloudFormation'),
  );
});

test('what is left out of the template is not counted', () => {
  // The only queue has a policy of its own, so that the shared one is for nobody.
  const told = (context: Record<string, unknown> = {}) => {
    const app = new App({ context });
    const stack = new Stack(app, 'Plain');
    const props = { code: Code.fromInline('exports.handler = 1'), handler: 'index.handler' };
    const other = new ResilientFunction(stack, 'Other', { ...props, deadLetters: DeadLetters.none() });
    new ResilientFunction(stack, 'Api', { ...props, notify: { onFailure: other } });
    return { app, stack };
  };
  const count = Object.keys(Template.fromStack(told().stack).toJSON().Resources).length;
  expect(() => told({ '@aws-cdk/core:stackResourceLimit': 1 }).app.synth()).toThrow(`has ${count} resources`);
});
