/** The HTML report as an Eta template: `it` is what `viewOf` in html.ts gives. Values are escaped unless marked `~`. */
export const PAGE_TEMPLATE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Resilience report</title>
<style><%~ it.style %></style>
</head>
<body>
<h1>Resilience report</h1>
<p class="lead">Computed from the templates of <%= it.regions || 'the app' %>. Nothing was measured; run the drill for that.</p>
<% for (const service of it.services) { %>
<section>
<h2><%= service.name %></h2>
<div class="cards">
<% for (const { title, value, note, verdict } of service.cards) { %>
<div class="card <%= verdict %>"><h3><%= title %></h3><p class="value"><%= value %></p><p><%= note %></p></div>
<% } %>
</div>
<% if (service.suggestion) { %>
<p class="missed">Meets the objective: <%= service.suggestion %></p>
<% } %>
<figure><%~ service.picture %></figure>
<h3>Single points of failure</h3>
<% if (service.points.length === 0) { %>
<p>None found.</p>
<% } else { %>
<div class="scroll"><table><thead><tr><th scope="col">Construct</th><th scope="col">Type</th><th scope="col">Why</th></tr></thead><tbody>
<% for (const { path, type, why } of service.points) { %>
<tr><td><code><%= path %></code></td><td><%= type %></td><td><%= why %></td></tr>
<% } %>
</tbody></table></div>
<% } %>
<details><summary>Arithmetic, assumptions and sources</summary>
<div class="scroll"><table><thead><tr><th scope="col">Figure</th><th scope="col">Value</th><th scope="col">Arithmetic</th><th scope="col">Kind</th><th scope="col">Assumptions</th><th scope="col">Source</th></tr></thead><tbody>
<% for (const { name, value, formula, kind, assumptions, source } of service.figures) { %>
<tr><td><%= name %></td><td><%= value %></td><td><%= formula %></td><td><%= kind %></td><td><% assumptions.forEach((each, index) => { %><% if (index > 0) { %><br><% } %><%= each %><% }) %></td><td><a href="<%= source.address %>" rel="noreferrer"><%= source.host %></a></td></tr>
<% } %>
</tbody></table></div></details>
<% if (service.cost) { %>
<details><summary><%= service.cost.headline %></summary><p><%= service.cost.estimate %>.</p>
<% if (service.cost.rows.length > 0) { %>
<div class="scroll"><table><thead><tr><th scope="col">What</th><th scope="col">Count</th><th scope="col">Price</th><th scope="col">A month</th><th scope="col">Source</th></tr></thead><tbody>
<% for (const { what, count, price, perMonth, source } of service.cost.rows) { %>
<tr><td><%= what %></td><td><%= count %></td><td><%= price %></td><td><%= perMonth %></td><td><a href="<%= source.address %>" rel="noreferrer"><%= source.host %></a></td></tr>
<% } %>
</tbody></table></div>
<% } %>
</details>
<% } %>
</section>
<% } %>
<% if (it.data.length > 0) { %>
<section><h2>Data</h2>
<div class="scroll"><table><thead><tr><th scope="col">Construct</th><th scope="col">Type</th><th scope="col">Regions</th><th scope="col">Lost with its region</th><th scope="col">Lost when damaged</th><th scope="col">Protected by</th></tr></thead><tbody>
<% for (const { path, type, regions, losses, protections } of it.data) { %>
<tr><td><code><%= path %></code></td><td><%= type %></td><td><%= regions %></td><% for (const { value, formula, isBad } of losses) { %><td><span class="<%= isBad ? 'missed' : '' %>" title="<%= formula %>"><%= value %></span></td><% } %><td><% protections.forEach((each, index) => { %><% if (index > 0) { %><br><% } %><%= each %><% }) %></td></tr>
<% } %>
</tbody></table></div></section>
<% } %>
</body>
</html>
`;
