import { type Figure } from '../objectives';
import { amount, availabilityText } from '../objectives/figure-text';
import { type AppModel } from '../assembly/app-model';
import { type FigureReport } from './report-document';

/** A figure as it stands in JSON. */
export function reported(figure: Figure): FigureReport {
  return { ...figure, value: figure.value ?? null };
}

/** `2 min 3 s`, `15 min`, `99.994 %`, `unbounded`. */
export function readable({ value, unit }: FigureReport): string {
  if (value === null) return 'unbounded';
  if (unit === '1') return availabilityText(value);
  return unit === 's' ? span(value) : amount(value, unit);
}

/** Seconds in the units that a person thinks in. */
export function span(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [Number((seconds % 60).toFixed(1)), 's'],
  ].filter(([count]) => count !== 0);
  return parts.length === 0 ? '0 s' : parts.map(([count, unit]) => `${count} ${unit}`).join(' ');
}

/** A text in which what only the deployment knows is named by its construct path: `{Stack/Api}.execute-api…`. */
export function named(model: AppModel, text: string): string {
  return text.replace(/\$\{[^}]+\}/g, placeholder => {
    const [owner] = model.mentioned(placeholder);
    return owner ? `{${withoutResource(owner.path)}}` : placeholder;
  });
}

/** Construct path without the last step that CDK adds to reach the template's resource. */
export function withoutResource(path: string): string {
  return path.replace(/\/(Resource|Default)$/, '');
}
