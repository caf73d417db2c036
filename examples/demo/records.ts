// For `npm run demo:dashboard`: makes up the results of queries.
import { WidgetProperties } from './dashboard-body';
import { escape, whole } from './html';
import { randomOf } from './series';

const ROWS = 5;
/** Plausible values for a column's name, one for each row; the first match counts, else a number. */
const VALUES: readonly [RegExp, readonly string[]][] = [
  [/time|^bin|hour|day\b/i, ['10:42:17', '10:41:58', '10:41:03', '10:39:44', '10:38:20']],
  // The example allows only Regions in Europe.
  [/region/i, ['eu-central-1', 'eu-west-1', 'eu-north-1', 'eu-central-1', 'eu-west-1']],
  [/s3path/i, ['', '', '', '', '']],
  [/model|profile/i, ['claude-haiku-4-5', 'claude-opus-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5', 'claude-sonnet-5-5']],
  [/caller|session|identity|arn|principal|role|who/i,
    ['role/Summarizer', 'role/Engineers', 'role/Assistant', 'role/Engineers', 'role/Assistant']],
  [/error|code|status/i,
    ['ThrottlingException', 'AccessDeniedException', 'ValidationException', 'ThrottlingException', 'ThrottlingException']],
  [/operation/i, ['InvokeModel', 'Converse', 'ConverseStream', 'ConverseStream', 'Converse']],
  [/requestid|message/i, ['8f14e45f-…', 'c9f0f895-…', '45c48cce-…', 'd3d94468-…', '6512bd43-…']],
  [/output/i, ['3,912', '1,204', '7,688', '2,450', '866']],
  [/token/i, ['186,240', '142,905', '97,318', '61,077', '24,516']],
];
/** The total of the graphs and the shares of the models, so that tables by other keys have the same sums. */
const SUMS: readonly [RegExp, number, readonly number[]][] = [
  [/output/i, 21_470_000, [0.43, 0.3, 0.27]],
  [/prompt/i, 100_740_000, [0.42, 0.31, 0.27]],
  [/call|count/i, 14_600, [0.41, 0.31, 0.28]],
  [/failed/i, 90, [0.5, 0.3, 0.2]],
];

/** The table that a query of CloudWatch Logs Insights would give. */
export function drawRecords({ query = '', title = 'records' }: WidgetProperties): string {
  const { columns, keys, sort } = columnsOf(query);
  const rows = keys.length > 0
    ? groups(columns, keys, sort)
    : Array.from({ length: ROWS }, (_, row) => columns.map((column) => valuesOf(column)[row]));
  const body = rows.map((row) =>
    `<tr>${row.map((value) => `<td>${escape(typeof value === 'number' ? whole(value) : value)}</td>`).join('')}</tr>`).join('');
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escape(title)}"><table class="plain">`
    + `<caption class="hidden">Made-up data: ${escape(title)}</caption>`
    + `<thead><tr>${columns.map((column) => `<th scope="col">${escape(column)}</th>`)
      .join('')}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function valuesOf(column: string): readonly string[] {
  return VALUES.find(([pattern]) => pattern.test(column))?.[1] ?? ['871', '644', '402', '190', '75'];
}

/** A row for each combination of the keys. */
function groups(columns: readonly string[], keys: readonly string[], sort?: string): (string | number)[][] {
  const combinations = keys.reduce<number[][]>((all, _) => all.flatMap((one) => [0, 1, 2].map((choice) => [...one, choice])), [[]]);
  const rows = combinations.map((choices) => {
    const sums = SUMS.map(([pattern, sum, models]) => Math.round(choices.reduce((part, choice, index) =>
      part * (/model/i.test(keys[index]) ? models : shares(`${pattern}${keys[index]}`))[choice], sum)));
    return columns.map((column) => {
      if (keys.includes(column)) {
        return [...new Set(valuesOf(column))][choices[keys.indexOf(column)]];
      }
      const found = SUMS.findIndex(([pattern]) => pattern.test(column));
      return found < 0 ? sums[0] + sums[1] : sums[found];
    });
  });
  const by = Math.max(0, columns.indexOf(sort ?? ''));
  return rows.sort((one, other) => Number(other[by]) - Number(one[by]));
}

/** The shares of the first, second and third value of a key. */
function shares(seed: string): number[] {
  const random = randomOf(seed);
  const parts = [5, 4.8, 3.2].map((part) => part + random() / 4);
  return parts.map((part) => part / parts.reduce((sum, one) => sum + one, 0));
}

/** The columns of the last command that chooses them: `display`, `stats … by …`, or all of `fields`; and what groups and sorts. */
function columnsOf(query: string): { columns: string[]; keys: string[]; sort?: string } {
  const commands = query.split(/\n?\|\s*|\n(?=(?:fields|stats|display|filter|sort|limit)\b)/).map((command) => command.trim());
  const of = (verb: string) =>
    commands.filter((command) => command.startsWith(`${verb} `)).map((command) => command.slice(verb.length + 1));
  const [stats, by = ''] = of('stats').pop()?.split(/\sby\s/) ?? [];
  const chosen = of('display').pop() ?? (stats && `${stats}, ${by}`) ?? of('fields').join(', ');
  const named = (list: string) => split(list).map((expression) => /\sas\s+(\S+)$/.exec(expression)?.[1] ?? expression);
  const columns = named(chosen);
  return { columns: columns.length > 0 ? columns : ['@timestamp', '@message'], keys: named(by), sort: of('sort').pop()?.split(' ')[0] };
}

/** At commas outside of parentheses. */
function split(list: string): string[] {
  return list.split(/,(?![^(]*\))/).map((item) => item.trim()).filter((item) => item !== '');
}
