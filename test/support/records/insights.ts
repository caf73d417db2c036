/**
 * The part of the query language of CloudWatch Logs Insights that the library's queries use, run over log events in memory. Its patterns
 * are JavaScript's, and absent values are treated as AWS's pages suggest: it proves the logic of a query, not how AWS reads it.
 */
import { MOST_FIELDS } from '../../../src/core/facts/logs-insights';

type Value = string | number | boolean | undefined;
export type Fields = Record<string, Value>;
/** Of one event, or of all events of a group. */
type Expression = (events: Fields[]) => Value;

export interface LogEvent {
  readonly timestamp: string;
  readonly message: string;
}

export interface QueryResult {
  readonly rows: Fields[];
  /** Every field of the log events that the query names. */
  readonly named: Set<string>;
}

const TOKENS = [
  /(\|)/,
  /(\/(?:[^/\\]|\\.)+\/)(?=\s*(?:\||$|\s(?:and|or)\b))/, // a pattern
  /"([^"]*)"/,
  /`([^`]+)`/,
  /(\d+[smhd]\b)/, // a duration
  /(\d+(?:\.\d+)?)/,
  /([A-Za-z_@][\w.@]*)/,
  /(!=|<=|>=|[=<>()[\],+*/-])/,
];
const TOKEN = new RegExp(`\\s*(?:${TOKENS.map(({ source }) => source).join('|')})`, 'y');
const DURATIONS: Record<string, number> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };

interface Token {
  readonly kind: 'pipe' | 'regex' | 'text' | 'field' | 'duration' | 'number' | 'word' | 'sign';
  readonly text: string;
}

function tokenize(query: string): Token[] {
  const kinds: Token['kind'][] = ['pipe', 'regex', 'text', 'field', 'duration', 'number', 'word', 'sign'];
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (query.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(query);
    if (!match) {
      throw new Error(`Cannot read: ${query.slice(at)}`);
    }
    const index = match.slice(1).findIndex((part) => part !== undefined);
    tokens.push({ kind: kinds[index], text: match[index + 1] });
  }
  return tokens;
}

/** The fields that Logs Insights finds in an event: of JSON, the paths to its leaves. */
export function fieldsOf({ timestamp, message }: LogEvent): Fields {
  const fields: Fields = { '@timestamp': Date.parse(timestamp), '@message': message };
  let found = 0;
  const visit = (value: unknown, path: string) => {
    if (typeof value === 'object' && value !== null) {
      Object.entries(value).forEach(([key, inner]) => visit(inner, path ? `${path}.${key}` : key));
    } else if (++found <= MOST_FIELDS) {
      fields[path] = value as Value;
    }
  };
  if (message.startsWith('{')) {
    visit(JSON.parse(message), '');
  }
  return fields;
}

class Query {
  public readonly named = new Set<string>();
  private readonly made = new Set<string>();
  private at = 0;

  constructor(private readonly tokens: Token[]) {}

  public run(events: Fields[]): Fields[] {
    let rows = events;
    let shown: string[] | undefined;
    do {
      const command = this.next().text;
      if (command === 'filter') {
        const condition = this.or();
        rows = rows.filter((row) => condition([row]) === true);
      } else if (command === 'parse') {
        const from = this.operand();
        const pattern = new RegExp(this.next('regex').text.slice(1, -1));
        [...pattern.source.matchAll(/\?<(\w+)>/g)].forEach(([, name]) => this.made.add(name));
        rows = rows.map((row) => ({ ...row, ...pattern.exec(String(from([row]) ?? ''))?.groups }));
      } else if (command === 'fields') {
        const columns = this.list(() => this.column());
        rows = rows.map((row) => ({ ...row, ...Object.fromEntries(columns.map(({ name, expression }) => [name, expression([row])])) }));
        shown = [...shown ?? [], ...columns.map(({ name }) => name)];
      } else if (command === 'display') {
        shown = this.list(() => this.column().name);
      } else if (command === 'stats') {
        const columns = this.list(() => this.column());
        const by = this.take('by') ? this.list(() => this.column()) : [];
        rows = this.grouped(rows, by.map(({ expression }) => expression)).map((group) =>
          Object.fromEntries([...by, ...columns].map(({ name, expression }) => [name, expression(group)])));
        shown = Object.keys(rows[0] ?? {});
      } else if (command === 'sort') {
        const key = this.or();
        const sign = this.take('desc') ? -1 : this.take('asc') ? 1 : this.refuse();
        rows = [...rows].sort((a, b) => sign * (Number(key([a]) ?? -Infinity) - Number(key([b]) ?? -Infinity)));
      } else if (command === 'limit') {
        rows = rows.slice(0, Number(this.next().text));
      } else {
        this.refuse();
      }
    } while (this.take('|'));
    if (this.at < this.tokens.length) {
      this.refuse();
    }
    return rows.map((row) => Object.fromEntries((shown ?? ['@timestamp', '@message']).map((name) => [name, row[name]])));
  }

  private grouped(rows: Fields[], by: Expression[]): Fields[][] {
    const groups = new Map<string, Fields[]>();
    for (const row of rows) {
      const key = JSON.stringify(by.map((expression) => expression([row]) ?? null));
      groups.set(key, [...groups.get(key) ?? [], row]);
    }
    return [...groups.values()];
  }

  private column(): { name: string; expression: Expression } {
    const from = this.at;
    const expression = this.or();
    const text = this.tokens.slice(from, this.at).map((token) => token.text).join('');
    const name = this.take('as') ? this.next().text : text;
    this.made.add(name);
    return { name, expression };
  }

  private or(): Expression {
    return this.chain(() => this.and(), { or: (a, b) => a === true || b === true });
  }

  private and(): Expression {
    return this.chain(() => this.comparison(), { and: (a, b) => a === true && b === true });
  }

  private comparison(): Expression {
    if (this.take('not')) {
      const negated = this.comparison();
      return (events) => negated(events) !== true;
    }
    const left = this.sum();
    if (this.take('like')) {
      const pattern = new RegExp(this.next('regex').text.slice(1, -1));
      return (events) => pattern.test(String(left(events) ?? ''));
    }
    if (this.take('in')) {
      this.expect('[');
      const values = this.list(() => this.next('text').text);
      this.expect(']');
      return (events) => values.includes(String(left(events)));
    }
    if (this.take('=')) {
      const right = this.sum();
      return (events) => left(events) === right(events);
    }
    return left;
  }

  private sum(): Expression {
    return this.chain(() => this.product(), { '+': (a, b) => Number(a) + Number(b), '-': (a, b) => Number(a) - Number(b) });
  }

  private product(): Expression {
    return this.chain(() => this.operand(), { '*': (a, b) => Number(a) * Number(b), '/': (a, b) => Number(a) / Number(b) });
  }

  private chain(operand: () => Expression, operators: Record<string, (a: Value, b: Value) => Value>): Expression {
    let left = operand();
    for (let sign = this.takeOne(Object.keys(operators)); sign; sign = this.takeOne(Object.keys(operators))) {
      const [a, b, apply, logical] = [left, operand(), operators[sign], /[a-z]/.test(sign)];
      left = (events) => {
        const [x, y] = [a(events), b(events)];
        return !logical && (x === undefined || y === undefined) ? undefined : apply(x, y);
      };
    }
    return left;
  }

  private operand(): Expression {
    const { kind, text } = this.next();
    if (kind === 'number') {
      return () => Number(text);
    } else if (kind === 'text') {
      return () => text;
    } else if (kind === 'sign' && text === '(') {
      const inner = this.or();
      this.expect(')');
      return inner;
    } else if (kind === 'word' && this.take('(')) {
      return this.call(text);
    } else if (kind === 'word' || kind === 'field') {
      if (!this.made.has(text)) {
        this.named.add(text);
      }
      return ([event]) => event[text];
    }
    return this.refuse();
  }

  private call(name: string): Expression {
    if (name === 'bin') {
      const { text } = this.next('duration');
      this.expect(')');
      const width = Number(text.slice(0, -1)) * DURATIONS[text.slice(-1)];
      return ([event]) => new Date(Math.floor(Number(event['@timestamp']) / width) * width).toISOString();
    }
    if (name === 'count' && this.take('*')) {
      this.expect(')');
      return (events) => events.length;
    }
    const args = this.list(() => this.sum());
    this.expect(')');
    const ofEach = (events: Fields[]) => events.map((event) => args[0]([event])).filter((value) => value !== undefined);
    const functions: Record<string, Expression> = {
      coalesce: (events) => args.map((arg) => arg(events)).find((value) => value !== undefined),
      strcontains: (events) => Number(String(args[0](events) ?? '').includes(String(args[1](events)))),
      concat: (events) => args.map((arg) => String(arg(events) ?? '')).join(''),
      count: (events) => ofEach(events).length,
      ispresent: (events) => args[0](events) !== undefined,
      sum: (events) => ofEach(events).reduce<number>((total, value) => total + Number(value), 0),
      latest: (events) => ofEach([...events].sort((a, b) => Number(b['@timestamp']) - Number(a['@timestamp'])))[0],
    };
    return functions[name] ?? this.refuse();
  }

  private list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.take(',')) {
      items.push(item());
    }
    return items;
  }

  private next(kind?: Token['kind']): Token {
    const token = this.tokens[this.at++];
    return token && (!kind || token.kind === kind) ? token : this.refuse();
  }

  private take(text: string): boolean {
    const token = this.tokens[this.at];
    const is = token?.text === text && ['word', 'sign', 'pipe'].includes(token.kind);
    this.at += is ? 1 : 0;
    return is;
  }

  private takeOne(texts: string[]): string | undefined {
    return texts.find((text) => this.take(text));
  }

  private expect(text: string): void {
    if (!this.take(text)) {
      this.refuse();
    }
  }

  private refuse(): never {
    throw new Error(
      `Unknown to this reader of queries, at: ${this.tokens.slice(Math.max(0, this.at - 3)).map(({ text }) => text).join(' ')}`);
  }
}

/** What a query finds. Throws for what the reader does not know, and for characters that need backticks. */
export function runQuery(text: string, events: readonly LogEvent[]): QueryResult {
  const query = new Query(tokenize(text));
  return { rows: query.run(events.map(fieldsOf)), named: query.named };
}
