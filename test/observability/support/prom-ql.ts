/** Datapoints of a series, one a minute; a gap where there is none. */
export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly (number | undefined)[];
}

/** A figure without labels, or none. */
type Vector = number | undefined;

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?[smh]?|[A-Za-z_]\w*|>=|<=|==|!=|[-+*/(){}[\],:=<>])/y;

/**
 * Whether a rule rings at a minute: the part of PromQL that the library writes, in which everything is one figure without labels.
 * It is no witness for Prometheus, but for what the rules say.
 */
export function ringsAt(expression: string, series: readonly Series[], minute: number): boolean {
  const evaluation = new Evaluation(tokensOf(expression), series);
  const value = evaluation.whole()(minute * 60);
  evaluation.expectEnd();
  return value !== undefined;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) throw new Error(`not PromQL from ${at} on: ${text.slice(at)}`);
    tokens.push(found[1]);
  }
  return tokens;
}

type At = (seconds: number) => Vector;
/** Datapoints within a range that ends at a second, its beginning left out. */
type Range = (seconds: number) => number[];

const COMPARE: Record<string, (one: number, other: number) => boolean> = {
  '>=': (one, other) => one >= other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '<': (one, other) => one < other,
  '==': (one, other) => one === other,
  '!=': (one, other) => one !== other,
};
const COMBINE: Record<string, (one: number, other: number) => number> = {
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => one / other,
};
const AGGREGATE: Record<string, (values: number[]) => number> = {
  sum: values => values.reduce((total, value) => total + value, 0),
  max: values => Math.max(...values),
  min: values => Math.min(...values),
};

class Evaluation {
  private at = 0;

  constructor(
    private readonly tokens: readonly string[],
    private readonly series: readonly Series[],
  ) {}

  expectEnd(): void {
    if (this.next !== undefined) throw new Error(`not read: ${this.tokens.slice(this.at).join(' ')}`);
  }

  whole(): At {
    let left = this.conjunction();
    while (this.next === 'or') {
      this.take();
      const [one, other] = [left, this.conjunction()];
      left = seconds => one(seconds) ?? other(seconds);
    }
    return left;
  }

  private conjunction(): At {
    let left = this.comparison();
    while (this.next === 'and' || this.next === 'unless') {
      const isAnd = this.take() === 'and';
      const [one, other] = [left, this.comparison()];
      left = seconds => ((other(seconds) !== undefined) === isAnd ? one(seconds) : undefined);
    }
    return left;
  }

  private comparison(): At {
    const left = this.sum();
    const compare = COMPARE[this.next ?? ''];
    if (!compare) return left;
    this.take();
    const asFigure = this.next === 'bool' && this.take() === 'bool';
    const right = this.sum();
    return seconds => {
      const [one, other] = [left(seconds), right(seconds)];
      if (one === undefined || other === undefined) return undefined;
      if (asFigure) return compare(one, other) ? 1 : 0;
      return compare(one, other) ? one : undefined;
    };
  }

  private sum = (): At => this.chain(['+', '-'], () => this.chain(['*', '/'], () => this.operand()));

  private chain(operators: string[], operand: () => At): At {
    let left = operand();
    while (operators.includes(this.next ?? '')) {
      const combine = COMBINE[this.take()];
      const [one, other] = [left, operand()];
      left = seconds => {
        const [first, second] = [one(seconds), other(seconds)];
        return first === undefined || second === undefined ? undefined : combine(first, second);
      };
    }
    return left;
  }

  private operand(): At {
    const token = this.take();
    if (/^\d/.test(token)) return () => Number(token);
    if (token === '(') return this.closed(this.whole());
    this.expect('(');
    if (token === 'vector') {
      const value = Number(this.take());
      return this.closed(() => value);
    }
    if (token.endsWith('_over_time')) return this.closed(this.subquery(AGGREGATE[token.split('_')[0]]));
    return this.closed(this.overSeries(AGGREGATE[token]));
  }

  /** `(…)[899s:300s]`: the figure at each multiple of the step. */
  private subquery(aggregate: (values: number[]) => number): At {
    this.expect('(');
    const inner = this.closed(this.whole());
    this.expect('[');
    const length = secondsOf(this.take());
    this.expect(':');
    const step = secondsOf(this.take());
    this.expect(']');
    return seconds => {
      const first = Math.floor((seconds - length) / step) * step + step;
      const count = Math.floor((seconds - first) / step) + 1;
      const values = Array.from({ length: count }, (_, i) => inner(first + i * step)).filter(
        value => value !== undefined,
      );
      return values.length > 0 ? aggregate(values) : undefined;
    };
  }

  /** `sum(sum_over_time(x{…}[59s]))`: over the datapoints of each series, then over the series. */
  private overSeries(aggregate: (values: number[]) => number): At {
    const overTime = AGGREGATE[this.take().split('_')[0]];
    this.expect('(');
    const ranges = this.closed(this.selection());
    return seconds => {
      const values = ranges.map(range => range(seconds)).filter(({ length }) => length > 0);
      return values.length > 0 ? aggregate(values.map(overTime)) : undefined;
    };
  }

  private selection(): Range[] {
    const name = this.next === '{' ? undefined : this.take();
    const labels = this.labels();
    this.expect('[');
    const length = secondsOf(this.take());
    this.expect(']');
    const wanted = { ...(name === undefined ? {} : { __name__: name }), ...labels };
    return this.series
      .filter(each => Object.entries(wanted).every(([key, value]) => (labelsOf(each)[key] ?? '') === value))
      .map(each => seconds => within(each.values, seconds - length, seconds));
  }

  private labels(): Record<string, string> {
    this.expect('{');
    const labels: Record<string, string> = {};
    while (this.next !== '}') {
      const name = this.take();
      this.expect('=');
      labels[name] = JSON.parse(this.take()) as string;
      if (this.next === ',') this.take();
    }
    this.expect('}');
    return labels;
  }

  private closed<T>(inner: T): T {
    this.expect(')');
    return inner;
  }

  private get next(): string | undefined {
    return this.tokens[this.at];
  }

  private take(): string {
    if (this.next === undefined) throw new Error('the expression is not whole');
    return this.tokens[this.at++];
  }

  private expect(token: string): void {
    const found = this.take();
    if (found !== token) throw new Error(`${found} in the place of ${token}`);
  }
}

function labelsOf({ name, labels }: Series): Record<string, string> {
  return { ...labels, __name__: name };
}

function within(values: readonly (number | undefined)[], after: number, until: number): number[] {
  return values.filter(
    (value, minute): value is number => value !== undefined && minute * 60 > after && minute * 60 <= until,
  );
}

function secondsOf(text: string): number {
  return Number(text.slice(0, -1)) * { s: 1, m: 60, h: 3600 }[text.slice(-1) as 's' | 'm' | 'h'];
}
