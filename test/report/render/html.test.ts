import { buildReport } from '../../../lib/report/build-report';
import { renderHtml } from '../../../lib/report/render/html';
import { renderText } from '../../../lib/report/render/text';
import { twoRegions } from '../support/two-regions';
import { weakApp } from '../support/weak-app';

const page = renderHtml(buildReport(weakApp()));

test('the page loads nothing from anywhere and runs nothing', () => {
  expect(page).not.toMatch(/<(script|link|img|iframe|object)\b/);
  expect(page).not.toMatch(/\b(src|srcset)=|url\((?!#)|@import/);
});

test('the page is readable in light and in dark', () => {
  expect(page).toContain('color-scheme: light dark');
  expect(page).toContain('prefers-color-scheme: dark');
});

test('the drawing has the name, both paths with their checks, and each region', () => {
  const drawing = page.slice(page.indexOf('<svg'), page.indexOf('</svg>'));
  for (const content of [
    'files.example.com',
    'PRIMARY',
    'SECONDARY',
    'HTTPS every 10 s, 3 in a row',
    'us-east-1',
    'us-west-2',
  ]) {
    expect(drawing).toContain(content);
  }
});

test('the drawing shows replication both ways, and where there is none', () => {
  expect(page.match(/class="copy"[^>]*marker-end[^>]*marker-start/g)).toHaveLength(2);
  expect(page).toContain('not replicated');
});

test('what exists once is marked in the drawing and listed with its reason', () => {
  expect(page.match(/class="[a-z]+ spof"/g)?.length).toBeGreaterThanOrEqual(2);
  expect(page).toContain('App/us-east-1/Queue');
  expect(page).toContain('us-west-2 has no counterpart');
});

test('names from templates cannot become markup', () => {
  const report = buildReport(twoRegions());
  const hostile = { ...report, services: [{ ...report.services[0], name: '<img src=x onerror="x">' }] };
  expect(renderHtml(hostile)).not.toContain('<img');
});

test('the text says what is promised, what is not met and what would do', () => {
  const text = renderText(buildReport(weakApp())).join('\n');
  expect(text).toContain('1 min 33 s of 1 min promised: MISSED');
  expect(text).toMatch(/meets it: .* gives? \d+ s/);
  expect(text).toContain('unbounded of 15 min promised: MISSED');
  expect(text).toContain('App/us-east-1/Queue');
});
