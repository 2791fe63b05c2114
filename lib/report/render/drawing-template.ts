const TEXTS = `<% for (const { x, y, content, look } of texts) { %>
<text x="<%= x %>" y="<%= y %>" class="<%= look %>"><%= content %></text>
<% } %>`;

/** The drawing of a service as an Eta template: `it` is what `drawService` in drawing.ts gives. */
export const DRAWING_TEMPLATE = `<svg viewBox="0 0 <%= it.width %> <%= it.height %>" role="img" aria-label="<%= it.label %>" style="max-width:<%= it.width %>px;min-width:<%= it.leastWidth %>px">
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0 8 4 0 8z" class="tip"/></marker></defs>
<% { const { x, height, texts } = it.name %>
<rect class="name" x="<%= x %>" y="8" width="360" height="<%= height %>" rx="8"/>
${TEXTS}
<% } %>
<% for (const { way, line, isPoint, x, y, texts } of it.paths) { %>
<path class="way <%= way %>" d="<%= line %>" marker-end="url(#tip)"/>
<rect class="badge<%= isPoint ? ' spof' : '' %>" x="<%= x %>" y="<%= y %>" width="300" height="42" rx="6"/>
${TEXTS}
<% } %>
<% for (const { x, y, width, height, title, boxes } of it.columns) { %>
<rect class="region" x="<%= x %>" y="<%= y %>" width="<%= width %>" height="<%= height %>" rx="12"/>
<text x="<%= title.x %>" y="<%= title.y %>" class="<%= title.look %>"><%= title.content %></text>
<% for (const { look, hint, x, y, width, height, texts } of boxes) { %>
<g class="<%= look %>"><title><%= hint %></title>
<rect x="<%= x %>" y="<%= y %>" width="<%= width %>" height="<%= height %>" rx="6"/>
${TEXTS}
</g>
<% } %>
<% } %>
<% for (const { isCopied, there, back, from, to, y, text } of it.arrows) { %>
<% if (isCopied) { %>
<line class="copy" x1="<%= from %>" y1="<%= y %>" x2="<%= to %>" y2="<%= y %>"<%~ there ? ' marker-end="url(#tip)"' : '' %><%~ back ? ' marker-start="url(#tip)"' : '' %>/>
<% } %>
<text x="<%= text.x %>" y="<%= text.y %>" class="<%= text.look %>"><%= text.content %></text>
<% } %>
</svg>`;
