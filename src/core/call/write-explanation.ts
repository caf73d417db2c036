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

/** Writes an explanation as text: what stands in the way of each leg, and what would mend it. */
export function writeExplanation(explanation: Explanation): string {
  return [writeDiagnosis(explanation), ...writeWarnings(explanation)].filter((text) => text !== '').join('\n\n');
}

/** Writes what stands in the way of legs that do not count yet: one text, or none. */
export function writeWarnings({ announced }: Explanation): string[] {
  return announced.findings.length === 0 ? [] : [`${ANNOUNCEMENT}\n${writeDiagnosis(announced)}`];
}

const ANNOUNCEMENT = 'Warning: AWS has announced that a call must be allowed on a project as well, and is not known to check it yet. The ' +
  'outcome does not count it. Allow it before AWS checks it.';

function writeDiagnosis({ findings, remedies }: Diagnosis): string {
  return [
    ...findings.flatMap(writeFinding),
    ...remedies.flatMap((remedy) => ['', ...writeRemedy(remedy)]),
  ].join('\n');
}

function writeFinding({ leg, obstacle, conditions }: Finding): string[] {
  const { outcome, layer, policy, statement } = obstacle;
  const where = statement && policy ? `${nameStatement(statement)} of '${policy.name}' (${describeLayer(layer)})` : '';
  const what = {
    EXPLICITLY_DENIED: `denied by ${where}`,
    IMPLICITLY_DENIED: `denied: no statement of ${nameLayer(layer)} allows it${where && `; ${where} comes nearest`}`,
    DEPENDS: `depends on ${where}`,
  }[outcome];
  // Of an Allow that fails only what fails is of interest; of a Deny, why it matches.
  const telling = outcome === InvocationOutcome.IMPLICITLY_DENIED ? conditions.filter(({ holds }) => holds !== true) : conditions;
  return [
    `${leg.leg}: ${leg.action} on ${leg.resource}`,
    `  ${what}`,
    ...telling.map((condition) => `    ${writeCondition(condition, leg)}`),
  ];
}

function nameLayer(layer: Layer): string {
  return describeLayer(layer) === layer.name ? `the layer '${layer.name}'` : describeLayer(layer);
}

function writeCondition({ operator, key, expected, actual, holds }: InvocationConditionFinding, { mayCarry }: Leg): string {
  const isSettled = mayCarry?.(key.toLowerCase()) === false;
  const absent = isSettled ? `is absent, since no request ${isKnownKey(key) ? 'of this kind ' : ''}carries it` : 'is absent';
  const is = actual === undefined ? 'is not known' : actual.length === 0 ? absent : `is ${quoteFirst(actual)}`;
  const verdict = holds === undefined ? 'may match' : holds ? 'matches' : 'does not match';
  return `${key} ${is}: ${verdict} ${operator} ${quoteFirst(expected)}`;
}

const SHOWN = 8;

/** A long list, such as one of Regions, is cut. */
function quoteFirst(values: readonly string[]): string {
  const shown = quote(values.slice(0, SHOWN));
  return values.length > SHOWN ? `${shown} and ${values.length - SHOWN} more` : shown;
}

function writeRemedy({ sentence, statements }: Remedy): string[] {
  return [`Remedy: ${sentence}`, ...statements.flatMap(writeStatementLines)];
}

/** A statement as JSON with a line for each element, since some lists are long. */
function writeStatementLines(statement: Json): string[] {
  const elements = Object.entries(statement).map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  return ['  {', ...elements.map((element, index) => `${element}${index < elements.length - 1 ? ',' : ''}`), '  }'];
}
