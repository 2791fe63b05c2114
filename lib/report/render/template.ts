import { Eta } from 'eta';

/** What a template of the page or of a drawing comes to; values are escaped unless the template says otherwise. */
export function render(template: string, view: object): string {
  return new Eta().renderString(template, view);
}
