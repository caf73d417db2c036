import { isKnownKey } from './carried-keys';
import { InvocationConditionFinding } from './condition-finding';
import { describeLayer } from './describe-layer';
import { Explanation, Finding, Diagnosis } from './explain';
import { Leg } from './leg';
import { quote } from './quote';
import { Remedy } from './remedy';
import { Json, nameStatement } from '../iam/document';
import { Layer } from '../iam/layer';
import { InvocationOutcome } from '../iam/outcome';

/** Writes an explanation as text: what denies each leg, and what would fix it. */
export function writeExplanation(explanation: Explanation): string {
  return [writeDiagnosis(explanation), ...writeWarnings(explanation)].filter((text) => text !== '').join('\n\n');
}

/** Writes what denies legs that do not count yet: one text, or none. */
export function writeWarnings({ announced }: Explanation): string[] {
  return announced.findings.length === 0 ? [] : [`${ANNOUNCEMENT}\n${writeDiagnosis(announced)}`];
}

const ANNOUNCEMENT = 'Warning: AWS has announced that a call must be allowed on a project as well, but is not known to enforce this yet. ' +
  'The outcome does not count it. Allow the project before AWS enforces it.';

function writeDiagnosis({ findings, remedies }: Diagnosis): string {
  return [
    ...writeFindings(findings),
    ...remedies.flatMap((remedy) => ['', ...writeRemedy(remedy)]),
  ].join('\n');
}

/** An obstacle that denies several legs is written once, after all of them. */
function writeFindings(findings: readonly Finding[]): string[] {
  const stopped = new Map<string, Set<string>>();
  for (const finding of findings) {
    const { leg: { leg, action, resource } } = finding;
    const how = writeObstacle(finding).join('\n');
    const legs = stopped.get(how) ?? new Set();
    stopped.set(how, legs.add(`${leg}: ${action} on ${resource}`));
  }
  return [...stopped].flatMap(([how, legs]) => [...[...legs].slice(0, SHOWN), ...writeRest(legs.size), how]);
}

function writeRest(count: number): string[] {
  return count > SHOWN ? [`and ${count - SHOWN} more`] : [];
}

function writeObstacle({ leg, obstacle, conditions }: Finding): string[] {
  const { outcome, layer, policy, statement } = obstacle;
  const where = statement && policy ? `${nameStatement(statement)} of '${policy.name}' (${describeLayer(layer)})` : '';
  const what = {
    EXPLICITLY_DENIED: `denied by ${where}`,
    IMPLICITLY_DENIED: `denied: no statement of ${nameLayer(layer)} allows it${where && `; ${where} comes nearest`}`,
    DEPENDS: `depends on ${where}`,
  }[outcome];
  // For an Allow, show only the conditions that fail. For a Deny, show why it matches.
  const telling = outcome === InvocationOutcome.IMPLICITLY_DENIED ? conditions.filter(({ holds }) => holds !== true) : conditions;
  return [
    `  ${what}`,
    ...telling.map((condition) => `    ${writeCondition(condition, leg)}`),
  ];
}

function nameLayer(layer: Layer): string {
  return describeLayer(layer) === layer.name ? `the layer '${layer.name}'` : describeLayer(layer);
}

function writeCondition({ operator, key, expected, actual, holds }: InvocationConditionFinding, { mayCarry }: Leg): string {
  const isSettled = mayCarry?.(key.toLowerCase()) === false;
  const absent = isSettled ? `is absent, because no request ${isKnownKey(key) ? 'of this kind ' : ''}carries it` : 'is absent';
  const is = actual === undefined ? 'is not known' : actual.length === 0 ? absent : `is ${quoteFirst(actual)}`;
  const verdict = holds === undefined ? 'may match' : holds ? 'matches' : 'does not match';
  return `${key} ${is}: ${verdict} ${operator} ${quoteFirst(expected)}`;
}

/** How many entries of a long list, such as one of Regions, are shown. */
const SHOWN = 8;

function quoteFirst(values: readonly string[]): string {
  const shown = quote(values.slice(0, SHOWN));
  return values.length > SHOWN ? `${shown} and ${values.length - SHOWN} more` : shown;
}

function writeRemedy({ sentence, statements }: Remedy): string[] {
  return [`Remedy: ${sentence}`, ...statements.flatMap(writeStatementLines)];
}

/** Writes a statement as JSON with a line for each element; a long element is broken. */
export function writeStatementLines(statement: Json): string[] {
  const elements = Object.entries(statement).map(([name, value]) => {
    const start = `    ${JSON.stringify(name)}: `;
    return start + writeJson(value, '    ', start.length);
  });
  return ['  {', elements.join(',\n'), '  }'];
}

const WIDTH = 80;

/** Writes a short value on one line. A long one gets a line for each entry of a list and for each member of an object. */
function writeJson(value: unknown, indent: string, column: number): string {
  const flat = JSON.stringify(value);
  if (column + flat.length < WIDTH || typeof value !== 'object' || value === null) {
    return flat;
  }
  if (Array.isArray(value) && value.length === 1) {
    return `[${writeJson(value[0], indent, column + 1)}]`;
  }
  const inner = `${indent}  `;
  const entries = Object.entries(value).map(([name, entry]) => {
    const start = Array.isArray(value) ? inner : `${inner}${JSON.stringify(name)}: `;
    return start + writeJson(entry, inner, start.length);
  });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${entries.join(',\n')}\n${indent}${close}`;
}
