/** The HTML report as an Eta template: `it` is what `viewOf` in html.ts gives. Values are escaped unless marked `~`. */
export const PAGE_TEMPLATE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.badge %>: <%= it.headline %></title>
<style><%~ it.style %></style>
</head>
<body>
<main>
<header>
  <span class="badge<%= it.passed ? '' : ' bad' %>"><%= it.passed ? '✓' : '✕' %> <%= it.badge %></span>
  <h1><%= it.headline %></h1>
  <p class="muted"><%= it.subtitle %></p>
  <% if (it.incomplete) { %><p class="missed"><%= it.incomplete %></p><% } %>
</header>

<div class="columns">
<section class="card" aria-labelledby="figures">
  <h2 id="figures">Objective, bound, measured</h2>
  <div class="scroll" tabindex="0" role="region" aria-labelledby="figures">
  <table>
    <thead><tr><th scope="col"></th><th scope="col">objective</th><th scope="col">bound</th><th scope="col">measured</th></tr></thead>
    <tbody><% for (const row of it.figures) { %>
      <tr><th scope="row"><%= row.name %></th><td><%= row.objective %></td><td><%= row.bound %></td>
      <td class="figure <%= row.held === undefined ? '' : row.held ? 'ok' : 'missed' %>"><%= row.measured %></td></tr><% } %>
    </tbody>
  </table>
  </div>
  <% if (it.formula) { %><p class="formula">Bound of the recovery time, from the template: <%= it.formula %></p><% } %>
  <dl class="counts"><% for (const count of it.counts) { %>
    <div><dt><%= count.name %></dt><dd><% for (const part of count.parts) { %><span class="<%= part.bad ? 'missed' : '' %>"><b><%= part.value %></b> <%= part.label %></span> <% } %></dd></div><% } %>
  </dl>
</section>

<section class="card" aria-labelledby="checks">
  <h2 id="checks">What was checked</h2>
  <ul class="checks"><% for (const check of it.checks) { %>
    <li><span class="mark <%= check.passed ? 'ok' : 'missed' %>" role="img" aria-label="<%= check.passed ? 'holds' : 'missed' %>"><%= check.passed ? '✓' : '✕' %></span>
    <span><%= check.name %><span class="detail"><%= check.detail %></span></span></li><% } %>
  </ul>
</section>
</div>

<section class="card" aria-labelledby="timeline">
  <h2 id="timeline">What happened</h2>
  <div class="legend" aria-hidden="true"><% for (const entry of it.legend) { %>
    <span style="--swatch: var(--<%= entry.tone %>)"><%= entry.text %></span><% } %>
  </div>
  <figure class="scroll" tabindex="0" aria-labelledby="timeline">
    <%~ it.picture %>
  </figure>
  <% if (it.moments.length > 0) { %>
  <ol class="moments" aria-label="Key moments, in simulated seconds"><% for (const moment of it.moments) { %>
    <li><span class="at"><%= moment.at %></span><span><%= moment.name %></span></li><% } %>
  </ol><% } %>
</section>

<% if (it.notice || it.rings.length > 0) { %>
<section class="card" aria-labelledby="notice">
  <h2 id="notice">Who was told</h2>
  <% if (it.notice) { %><p class="<%= it.notice.good ? '' : 'missed' %>"><%= it.notice.text %></p><% } %>
  <% if (it.rings.length > 0) { %><div class="scroll" tabindex="0" role="region" aria-labelledby="notice">
  <table class="rings">
    <thead><tr><th scope="col">at</th><th scope="col">alarm</th><th scope="col">region</th><th scope="col">told</th></tr></thead>
    <tbody><% for (const ring of it.rings) { %>
      <tr><td><%= ring.at %></td><td><%= ring.alarm %></td><td><%= ring.region %></td><td class="<%= ring.reached ? '' : 'missed' %>"><%= ring.told %></td></tr><% } %>
    </tbody>
  </table>
  </div><% } %>
  <% if (it.silent.length > 0) { %><details>
    <summary><%= it.silent.length %> alarms of which nobody here can say anything</summary>
    <ul class="assumptions"><% for (const alarm of it.silent) { %>
      <li><%= alarm %></li><% } %>
    </ul>
  </details><% } %>
</section>
<% } %>
<% if (it.dashboards.length > 0) { %>
<section class="card" aria-labelledby="dashboards">
  <h2 id="dashboards">Dashboards</h2>
  <ul class="assumptions"><% for (const line of it.dashboards) { %>
    <li><%= line %></li><% } %>
  </ul>
</section>
<% } %>
<% if (it.rights) { %>
<section class="card" aria-labelledby="rights">
  <h2 id="rights"><span class="<%= it.rights.refused.length > 0 ? 'missed' : 'ok' %>"><%= it.rights.headline %></span></h2>
  <p class="muted"><%= it.rights.summary %></p>
  <% if (it.rights.refused.length > 0) { %><ul class="checks"><% for (const refusal of it.rights.refused) { %>
    <li><span class="mark missed" role="img" aria-label="refused">✕</span>
    <span><%= refusal.call %> <code><%= refusal.action %></code>
    <span class="detail"><%= refusal.occurrence %></span><span class="detail"><%= refusal.why %></span>
    <span class="detail">mend: <code><%= refusal.fix %></code></span></span></li><% } %>
  </ul><% } %>
  <% if (it.rights.undecided.length > 0) { %><details>
    <summary>Not judged: <%= it.rights.undecided.length %> <span class="muted">· these calls passed; what decides on them is not known here</span></summary>
    <table><tbody><% for (const open of it.rights.undecided) { %>
      <tr><td><%= open.caller %></td><td><code><%= open.action %></code></td><td><code><%= open.resource %></code></td><td><%= open.count %> × in <%= open.region %></td><td><%= open.why %></td></tr><% } %>
    </tbody></table>
  </details><% } %>
  <% if (it.rights.unused.length > 0) { %><details>
    <summary>Granted, and not exercised in this drill <span class="muted">· a hint: error paths and operators may need them</span></summary>
    <table><tbody><% for (const role of it.rights.unused) { %>
      <tr><td><%= role.role %></td><td><% for (const action of role.actions) { %><code><%= action %></code> <% } %></td></tr><% } %>
    </tbody></table>
  </details><% } %>
  <details>
    <summary>Not enforced <span class="muted">· AWS may still refuse this</span></summary>
    <ul class="assumptions"><% for (const kind of it.rights.notEnforced) { %>
      <li><%= kind %></li><% } %>
    </ul>
  </details>
</section>
<% } %>
<div class="columns">
<section class="card" aria-labelledby="resources">
  <h2 id="resources">How much of the app took part</h2>
  <% for (const list of it.resources) { %>
  <details>
    <summary><%= list.count %> <%= list.name %> <span class="muted">· <%= list.meaning %></span></summary>
    <table><tbody><% for (const group of list.groups) { %>
      <tr><td><code><%= group.type %></code></td><td><% for (const path of group.paths) { %><code><%= path %></code><br><% } %></td></tr><% } %>
    </tbody></table>
  </details><% } %>
</section>

<section class="card" aria-labelledby="assumptions">
  <h2 id="assumptions">What is assumed</h2>
  <ul class="assumptions"><% for (const assumption of it.assumptions) { %>
    <li><%= assumption %></li><% } %>
  </ul>
  <% if (it.problems.length > 0) { %><h2 class="spaced">What stood in the way</h2>
  <ul class="assumptions"><% for (const problem of it.problems) { %>
    <li class="missed"><%= problem %></li><% } %>
  </ul><% } %>
</section>
</div>

<footer>cdk-failover-drill · <%= it.startedAt %> · every figure is in simulated seconds and counted from what happened; <a href="report.json">report.json</a> has all of it</footer>
</main>
</body>
</html>
`;
