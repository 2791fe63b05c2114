/**
 * The timeline as an Eta template: `it` is what `renderTimeline` in chart.ts gives. Colours are variables of the page,
 * so that one picture follows light and dark; what the mouse rests on says what it is.
 */
export const CHART_TEMPLATE = `<svg viewBox="0 0 <%= it.width %> <%= it.height %>" role="img" aria-label="<%= it.description %>" font-size="12">
<% if (it.fault) { %>
<rect x="<%= it.fault.x %>" y="<%= it.frame.top %>" width="<%= it.fault.width %>" height="<%= it.frame.bottom - it.frame.top %>" fill="var(--fault-band)"/>
<% } %>
<g stroke="var(--grid)" fill="none">
<% for (const { x } of it.times) { %>
<path d="M<%= x %> <%= it.frame.top %>V<%= it.frame.base %>M<%= x %> <%= it.frame.lanesTop %>V<%= it.frame.bottom %>"/>
<% } %>
<% for (const { y } of it.counts) { %>
<path d="M<%= it.frame.left %> <%= y %>H<%= it.frame.right %>"/>
<% } %>
</g>
<% for (const { tone, path } of it.bars) { %>
<path d="<%= path %>" fill="var(--<%= tone %>)"/>
<% } %>
<path d="M<%= it.frame.left %> <%= it.frame.base %>H<%= it.frame.right %>M<%= it.frame.left %> <%= it.frame.bottom %>H<%= it.frame.right %>" stroke="var(--line)" fill="none"/>
<g fill="transparent">
<% for (const { x, width, text } of it.hints) { %>
<rect x="<%= x %>" y="<%= it.frame.top %>" width="<%= width %>" height="<%= it.frame.base - it.frame.top %>"><title><%= text %></title></rect>
<% } %>
</g>
<g fill="var(--muted)" text-anchor="end">
<% for (const { y, text } of it.counts) { %>
<text x="<%= it.frame.left - 8 %>" y="<%= y + 4 %>"><%= text %></text>
<% } %>
</g>
<g fill="var(--muted)" text-anchor="middle">
<% for (const { x, text } of it.times) { %>
<text x="<%= x %>" y="<%= it.frame.bottom + 20 %>"><%= text %></text>
<% } %>
<text transform="translate(<%= it.frame.left - 44 %> <%= (it.frame.top + it.frame.base) / 2 %>) rotate(-90)">requests a second</text>
</g>
<% for (const { x, y } of it.moments) { %>
<path d="M<%= x %> <%= y - 7 %>V<%= it.frame.bottom %>" stroke="var(--ink)" stroke-dasharray="3 3" opacity="0.55" fill="none"/>
<% } %>
<g fill="var(--ink)" font-weight="600">
<% for (const { x, y, text, title } of it.moments) { %>
<text x="<%= x + 5 %>" y="<%= y + 4 %>"><title><%= title %></title><%= text %></text>
<% } %>
</g>
<% for (const lane of it.lanes) { %>
<text x="<%= it.frame.left - 8 %>" y="<%= lane.middle + 4 %>" fill="var(--ink)" text-anchor="end"><title><%= lane.name %></title><%= lane.label %></text>
<% for (const { x, width, centre, tone, text, fits, title } of lane.segments) { %>
<rect x="<%= x %>" y="<%= lane.middle - it.laneHeight / 2 %>" width="<%= width %>" height="<%= it.laneHeight %>" rx="4" fill="var(--<%= tone %>)"><title><%= title %></title></rect>
<% if (fits) { %>
<text x="<%= centre %>" y="<%= lane.middle + 4 %>" fill="var(--on-<%= tone %>)" text-anchor="middle" font-weight="600" pointer-events="none"><%= text %></text>
<% } %>
<% } %>
<% } %>
</svg>`;
