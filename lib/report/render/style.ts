/** Look of the HTML report, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b2430; --soft: #5b6675; --paper: #fff; --panel: #f4f6f9; --line: #cdd5df;
  --accent: #1f5fbf; --good: #1c7a45; --bad: #b3261e; --bad-paper: #fdecea; --fn: #e8f0fb; --data: #eaf5ee; --back: #f6efe0; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6ebf2; --soft: #a3aebd; --paper: #12161c; --panel: #1a2028; --line: #38424f;
    --accent: #7db0ff; --good: #6fcf97; --bad: #ff8a80; --bad-paper: #3a1d1b; --fn: #1c2a3e; --data: #1b2f25; --back: #302a1b; }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 1100px; margin: 0 auto; padding: 24px; }
h1 { margin: 0; font-size: 1.6rem; } h2 { font-size: 1.3rem; margin: 32px 0 12px; } h3 { font-size: 1rem; margin: 20px 0 8px; }
.lead, .card p { color: var(--soft); margin: 4px 0 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 12px; }
.card { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
.card h3 { margin: 0; font-size: .85rem; color: var(--soft); } .card .value { font-size: 1.5rem; font-weight: 650; color: var(--ink); }
.card.met { border-color: var(--good); } .card.expected { border-color: var(--good); border-style: dashed; } .card.missed { border-color: var(--bad); background: var(--bad-paper); }
.missed { color: var(--bad); } figure { margin: 20px 0; overflow-x: auto; } svg { width: 100%; display: block; margin: 0 auto; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .85rem; }
th, td { text-align: left; vertical-align: top; padding: 6px 10px; border-bottom: 1px solid var(--line); } th { color: var(--soft); }
code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; } a { color: var(--accent); }
details { margin: 12px 0; } summary { cursor: pointer; font-weight: 600; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; } svg .title { font-size: 15px; font-weight: 650; } svg .strong { font-weight: 600; }
svg .small { font-size: 11.5px; fill: var(--soft); } svg .path { font: 12px ui-monospace, monospace; } svg .middle { text-anchor: middle; } svg .end { text-anchor: end; }
svg .warn { fill: var(--bad); font-weight: 600; } svg rect { fill: var(--paper); stroke: var(--line); } svg .region { fill: var(--panel); }
svg .name { stroke: var(--accent); stroke-width: 1.5; } svg .function rect { fill: var(--fn); } svg .data rect { fill: var(--data); } svg .backup rect { fill: var(--back); }
svg .spof rect, svg rect.spof { stroke: var(--bad); stroke-width: 2; fill: var(--bad-paper); }
svg .way { fill: none; stroke: var(--accent); stroke-width: 2; } svg .secondary { stroke-dasharray: 6 5; } svg .copy { stroke: var(--accent); stroke-width: 1.5; } svg .tip { fill: var(--accent); }
`;
