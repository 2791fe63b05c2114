/**
 * Metric math as PromQL, as far as alarms commonly use it: numbers, metrics, `+ - * /`, comparisons, `IF` and `FILL` with a
 * number. Undefined for everything else.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 *
 * @param figureOf what an id of the expression stands for
 */
export function promQlOf(expression: string, figureOf: (id: string) => string | undefined): string | undefined {
  try {
    return new Translation(tokensOf(expression), figureOf).translate();
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

class NotUnderstood extends Error {}

const TOKEN = /\s*(\d+(?:\.\d+)?|[A-Za-z]\w*|>=|<=|==|!=|[-+*/(),<>])/y;

function tokensOf(expression: string): string[] {
  const text = expression.trim();
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) throw new NotUnderstood();
    tokens.push(found[1]);
  }
  return tokens;
}

const COMPARISON = /^([<>]=?|[=!]=)$/;

/** One pass over the tokens, the operators that bind least first. */
class Translation {
  private at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly figureOf: (id: string) => string | undefined,
  ) {}

  translate(): string {
    const whole = this.comparison('bool ');
    if (this.at < this.tokens.length) throw new NotUnderstood();
    return whole;
  }

  /** As a figure it is 1 or 0 (`bool`); as a condition it is there or not. */
  private comparison(as: 'bool ' | ''): string {
    const left = this.sum();
    if (!COMPARISON.test(this.next ?? '')) return left;
    const operator = this.take();
    return `(${vector(left)} ${operator} ${as}${this.sum()})`;
  }

  private sum(): string {
    return this.chain(/^[-+]$/, () => this.product());
  }

  private product(): string {
    return this.chain(/^[*/]$/, () => this.operand());
  }

  private chain(operators: RegExp, operand: () => string): string {
    let left = operand();
    while (operators.test(this.next ?? '')) left = `(${left} ${this.take()} ${operand()})`;
    return left;
  }

  private operand(): string {
    const token = this.take();
    if (/^\d/.test(token)) return token;
    if (token === '(') return this.closed(this.comparison('bool '));
    if (this.next === '(') return this.call(token);
    const figure = this.figureOf(token);
    if (figure === undefined) throw new NotUnderstood();
    return figure;
  }

  private call(name: string): string {
    this.expect('(');
    if (name === 'FILL') return this.fill();
    if (name === 'IF') return this.choice();
    throw new NotUnderstood();
  }

  private fill(): string {
    const figure = this.comparison('bool ');
    this.expect(',');
    const value = this.take();
    if (!/^\d/.test(value)) throw new NotUnderstood();
    return this.closed(`(${vector(figure)} or vector(${value}))`);
  }

  private choice(): string {
    const condition = this.comparison('');
    this.expect(',');
    const one = vector(this.comparison('bool '));
    this.expect(',');
    const other = vector(this.comparison('bool '));
    return this.closed(`((${one} and ${condition}) or (${other} unless ${condition}))`);
  }

  private closed(inner: string): string {
    this.expect(')');
    return inner;
  }

  private get next(): string | undefined {
    return this.tokens[this.at];
  }

  private take(): string {
    if (this.next === undefined) throw new NotUnderstood();
    return this.tokens[this.at++];
  }

  private expect(token: string): void {
    if (this.take() !== token) throw new NotUnderstood();
  }
}

function vector(expression: string): string {
  return /^[\d.]+$/.test(expression) ? `vector(${expression})` : expression;
}
