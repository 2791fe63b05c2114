/**
 * The grammar of Metrics Insights, as far as AWS documents it: one function of one metric, `=`, `!=` and `AND` in WHERE.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
const WORD = '[A-Za-z_][\\w]*';
const QUOTED = '"(?:[^"]|"")+"';
const TEXT = "'(?:[^']|'')*'";
const TOKEN = new RegExp(`${QUOTED}|${TEXT}|!=|[=(),]|[\\w./:-]+|\\S`, 'g');

const NAME = new RegExp(`^(?:${WORD}|${QUOTED})$`);
/** `AWS/Lambda` needs quotes: a slash is no part of a word. */
const LABEL_VALUE = new RegExp(`^(?:${TEXT}|[\\w.:/-]+)$`);
const FUNCTIONS = ['AVG', 'COUNT', 'MAX', 'MIN', 'SUM'];
const LARGEST_LIMIT = 500;

export function isMetricsInsights(expression: string): boolean {
  return /^\s*SELECT\b/i.test(expression);
}

/** What is not documented in a query; undefined for one that is. */
export function undocumented(query: string): string | undefined {
  try {
    new Parser(query.match(TOKEN) ?? []).query();
    return undefined;
  } catch (error) {
    if (error instanceof Undocumented) return error.message;
    throw error;
  }
}

class Undocumented extends Error {}

/** Recursive descent; a clause is a method. */
class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  query(): void {
    this.keyword('SELECT');
    this.call();
    this.keyword('FROM');
    this.source();
    if (this.optional('WHERE')) this.conditions();
    if (this.optional('GROUP')) this.grouping();
    if (this.optional('ORDER')) this.order();
    if (this.optional('LIMIT')) this.limit();
    if (this.at < this.tokens.length) this.stop('the end of the query');
  }

  private call(): void {
    this.function();
    this.expect('(');
    this.name('the name of a metric');
    this.expect(')');
  }

  private source(): void {
    if (!this.optional('SCHEMA')) return this.name('a namespace, in double quotes where it has a slash, or SCHEMA(…)');
    this.expect('(');
    do this.name('a namespace or a label');
    while (this.optional(','));
    this.expect(')');
  }

  private conditions(): void {
    do {
      this.name('a label');
      if (!this.optional('=')) this.expect('!=');
      if (!LABEL_VALUE.test(this.peek())) this.stop("a label's value");
      this.at++;
    } while (this.optional('AND'));
  }

  private grouping(): void {
    this.keyword('BY');
    do this.name('a label');
    while (this.optional(','));
  }

  private order(): void {
    this.keyword('BY');
    this.function();
    this.expect('(');
    this.expect(')');
    if (!this.optional('DESC')) this.optional('ASC');
  }

  private limit(): void {
    const limit = Number(this.peek());
    if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
      this.stop(`a number from 1 to ${LARGEST_LIMIT}`);
    }
    this.at++;
  }

  private function(): void {
    if (!FUNCTIONS.includes(this.peek().toUpperCase())) this.stop(`one of ${FUNCTIONS.join(', ')}`);
    this.at++;
  }

  private name(what: string): void {
    if (!NAME.test(this.peek())) this.stop(what);
    this.at++;
  }

  private keyword(word: string): void {
    if (!this.optional(word)) this.stop(word);
  }

  private expect(token: string): void {
    if (!this.optional(token)) this.stop(`"${token}"`);
  }

  private optional(word: string): boolean {
    if (this.peek().toUpperCase() !== word) return false;
    this.at++;
    return true;
  }

  private peek(): string {
    return this.tokens[this.at] ?? '';
  }

  private stop(wanted: string): never {
    const found = this.at < this.tokens.length ? `"${this.peek()}"` : 'the end';
    throw new Undocumented(`${found} stands where AWS documents ${wanted}`);
  }
}
