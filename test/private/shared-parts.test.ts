import { App, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { sharedParts, sharedPart } from '../../lib/private/shared-parts';

const given = () => new Stack(new App(), 'Plain');

test('a stack has one part of a kind', () => {
  const stack = given();
  const make = () => sharedPart(stack, 'Part', scope => new Construct(scope, 'Part'));
  expect(make()).toBe(make());
});

test('each stack has its own', () => {
  expect(sharedParts(given())).not.toBe(sharedParts(given()));
});

test("fails on a user's construct of the same id in place of taking it for its own", () => {
  const stack = given();
  new Construct(stack, 'ResilienceParts');
  expect(() => sharedParts(stack)).toThrow("already a Construct with name 'ResilienceParts'");
});
