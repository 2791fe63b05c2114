/** Style sheet of the HTML report. The chart's colours are these variables too. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #17202b; --muted: #5a6675; --line: #c9d0d9; --grid: #e8ebef;
  --primary: #2f6fde; --on-primary: #ffffff; --survivor: #0f9d8a; --on-survivor: #ffffff;
  --failed: #d6336c; --fault: #5f1f38; --on-fault: #ffffff; --fault-band: #fbeaf0;
  --healthy: #cfe8d5; --on-healthy: #14532d; --unhealthy: #d6336c; --on-unhealthy: #ffffff;
  --none: #9aa4b1; --on-none: #ffffff;
  --good: #157347; --good-soft: #e3f4ea; --bad: #b4234f; --bad-soft: #fce8ee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10151c; --card: #19212b; --ink: #e8edf3; --muted: #9aa7b6; --line: #3a4654; --grid: #26303b;
    --primary: #5b93f5; --on-primary: #0b1220; --survivor: #2fbfa9; --on-survivor: #06201c;
    --failed: #f0588c; --fault: #8a3357; --on-fault: #ffffff; --fault-band: #2c1a23;
    --healthy: #1f4a30; --on-healthy: #c9f0d5; --unhealthy: #f0588c; --on-unhealthy: #2a0714;
    --none: #5b6673; --on-none: #ffffff;
    --good: #6fd598; --good-soft: #16301f; --bad: #ff8fb0; --bad-soft: #371824;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
main { max-width: 1240px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font-size: clamp(1.5rem, 3.4vw, 2.15rem); line-height: 1.2; margin: 12px 0 8px; letter-spacing: -0.015em; text-wrap: balance; }
h2 { font-size: 1.1rem; margin: 0 0 12px; }
h2.spaced { margin-top: 20px; }
p { margin: 0 0 8px; }
.muted { color: var(--muted); }
.badge {
  display: inline-block; border-radius: 999px; padding: 3px 14px; font-weight: 700; font-size: 0.9rem;
  color: var(--good); background: var(--good-soft);
}
.badge.bad { color: var(--bad); background: var(--bad-soft); }
.card { background: var(--card); border: 1px solid var(--grid); border-radius: 14px; padding: 20px 22px; margin-top: 20px; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 20px; }
.columns > .card { margin-top: 0; min-width: 0; }
.columns { margin-top: 20px; }
.scroll { overflow-x: auto; }
.scroll:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--primary); outline-offset: 3px; border-radius: 4px; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: right; padding: 7px 0 7px 16px; border-top: 1px solid var(--grid); font-variant-numeric: tabular-nums; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; padding-left: 0; white-space: normal; }
thead th { border-top: 0; padding-top: 0; font-weight: 500; color: var(--muted); font-size: 0.9rem; }
tbody th { font-weight: 500; }
.figure { font-weight: 700; font-size: 1.15rem; }
.ok { color: var(--good); } .missed { color: var(--bad); }
.formula { font-size: 0.9rem; color: var(--muted); margin-top: 10px; }
.counts { margin: 16px 0 0; }
.counts div { display: grid; grid-template-columns: 92px 1fr; border-top: 1px solid var(--grid); padding: 8px 0; }
.counts dt { font-weight: 500; }
.counts dd { margin: 0; display: flex; flex-wrap: wrap; gap: 2px 18px; color: var(--muted); font-variant-numeric: tabular-nums; }
.counts b { color: var(--ink); } .counts .missed b { color: var(--bad); }
a { color: var(--primary); }
ul.checks { list-style: none; margin: 0; padding: 0; }
ul.checks li { display: grid; grid-template-columns: 26px 1fr; padding: 7px 0; border-top: 1px solid var(--grid); }
ul.checks li:first-child { border-top: 0; padding-top: 0; }
ul.checks .mark { font-weight: 700; }
ul.checks .detail { display: block; color: var(--muted); font-size: 0.9rem; overflow-wrap: anywhere; }
figure { margin: 0; }
figure svg { display: block; width: 100%; min-width: 820px; height: auto; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 20px; font-size: 0.9rem; color: var(--muted); margin-bottom: 6px; }
.legend span::before {
  content: ""; display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 7px; vertical-align: -1px;
  background: var(--swatch);
}
.moments { margin: 14px 0 0; padding: 0; list-style: none; columns: 2 420px; column-gap: 40px; font-size: 0.93rem; }
.moments li { display: grid; grid-template-columns: 64px 1fr; break-inside: avoid; padding: 2px 0; }
.moments .at { font-variant-numeric: tabular-nums; color: var(--muted); }
details { border-top: 1px solid var(--grid); }
details:first-of-type { border-top: 0; }
summary { cursor: pointer; padding: 10px 0; font-weight: 500; }
.rings th, .rings td { text-align: left; }
details table { margin: 0 0 12px; font-size: 0.9rem; }
details td { overflow-wrap: anywhere; vertical-align: top; white-space: normal; text-align: left; }
code { font: 0.92em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.assumptions { margin: 0; padding-left: 20px; }
footer { margin-top: 28px; font-size: 0.9rem; color: var(--muted); }
@media print { body { background: none; } .card { break-inside: avoid; } }
`;
