interface StepEvent {
  readonly execution: string;
  readonly step: string;
  readonly input: { readonly order: string };
}

/** `execution` and `step` are the same for every attempt: a key by which work that was done is not done again. */
export const handler = async ({ execution, step, input }: StepEvent) => {
  console.info(`${step} of ${input.order}, once for each ${execution}/${step}`);
  return { order: input.order, done: step };
};
