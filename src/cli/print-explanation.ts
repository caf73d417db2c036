import { Answer, explainAnswers } from './answer';
import { writeAnswers, writeError, writeFailure } from './json';
import { writeRests } from './rests';
import { escapeControls, fold, makeOutcomeCell, paint, printTable, writeMarks } from './terminal';
import { describeLayer } from '../core/call/describe-layer';
import { AccessDenied } from '../core/call/errors/access-denied';
import { CallFailure } from '../core/call/errors/call-failures';
import { Evidence } from '../core/call/evidence';
import { makeAnyIdentity } from '../core/call/layers';
import { InvocationLeg } from '../core/call/leg';
import { writeUnknowns } from '../core/call/unknown-facts';
import { writeExplanation } from '../core/call/write-explanation';
import { nameStatement } from '../core/iam/document';
import { Verdict } from '../core/iam/evaluate';
import { Obstacle } from '../core/iam/obstacles';
import { findWorst, InvocationOutcome } from '../core/iam/outcome';

/** What is printed. */
export interface Result {
  readonly denials: readonly AccessDenied[];
  readonly failures: readonly CallFailure[];
  readonly answers: readonly Answer[];
  readonly notes: readonly string[];
}

export function printExplanation(result: Result, json: boolean): void {
  if (json) {
    printJson(result);
  } else {
    printText(result);
  }
}

function printJson({ denials, failures, answers, notes }: Result): void {
  const errors = [...denials.map(writeError), ...failures.map(writeFailure)];
  const isSaid = denials.some(({ explicit }) => explicit !== undefined);
  const isExplicit = denials.some(({ explicit }) => explicit);
  console.log(JSON.stringify({
    ...errors.length === 0 ? {} : { error: errors[0], errors },
    ...answers.length > 0
      ? writeAnswers(answers)
      : isSaid && { outcome: isExplicit ? InvocationOutcome.EXPLICITLY_DENIED : InvocationOutcome.IMPLICITLY_DENIED },
    notes,
  }, undefined, 2));
}

function printText({ denials, failures, answers, notes }: Result): void {
  const isAlone = answers.length === 0;
  failures.forEach((failure) => printFailure(failure, isAlone));
  const nameOf = (index: number) => denials.length > 1 ? `Denial ${index + 1} of ${denials.length} says` : 'The error says';
  denials.forEach((denied, index) => printError(denied, nameOf(index), isAlone));
  if (answers.length > 0) {
    printAnswers(answers);
  }
  notes.forEach((note) => console.log(fold(escapeControls(`note: ${note}`))));
}

function printFailure({ meaning, command, evidence }: CallFailure, isAlone: boolean): void {
  printLines(isAlone ? evidence.map(writeEvidence) : []);
  console.log(`${fold(escapeControls(meaning))}\n${command === undefined ? '' : `  ${escapeControls(command)}\n`}`);
}

/** @param isAlone whether no policies were judged; otherwise the answer shows what is known about the call */
function printError(denied: AccessDenied, title: string, isAlone: boolean): void {
  const { leg, action, resource, explicit, layer, policyArn, principalArn, meaning, grant, evidence } = denied;
  printTable(title, ['what', 'value'], [
    ['leg', leg ?? 'none'],
    ['action', action],
    ['resource', resource],
    ['denied', describeHow(explicit)],
    ['layer', layer ?? 'the error does not name it'],
    ...policyArn ? [['policy', policyArn]] : [],
    ...principalArn ? [['caller', writeUnknowns(principalArn)]] : [],
  ].map((row) => row.map((text) => ({ text }))));
  printLines(isAlone ? evidence.filter(({ fact }) => fact !== 'leg').map(writeEvidence) : []);
  console.log(`${fold(escapeControls(meaning))}\n`);
  if (grant) {
    console.log(`${escapeControls(JSON.stringify(grant, undefined, 2))}\n`);
  }
}

function describeHow(explicit: boolean | undefined): string {
  if (explicit === undefined) {
    return 'the error does not say how';
  }
  return explicit ? 'explicitly: a policy denies it' : 'implicitly: a layer does not allow it';
}

function writeEvidence({ fact, value, origin }: Evidence): string {
  return `read: ${fact} ${writeUnknowns(value)}, from ${origin}`;
}

function printLines(lines: readonly string[]): void {
  lines.forEach((line) => console.log(fold(escapeControls(line))));
}

/** What is known about calls, and what is assumed. If it holds for one of several calls only, the call's number comes first. */
function listKnown(answers: readonly Answer[]): string[] {
  const ofEach = answers.map(({ question: { evidence }, assumptions }) =>
    [...evidence.map(writeEvidence), ...assumptions.map((assumption) => `assumed: ${assumption}`)]);
  const counts = new Map<string, number>();
  ofEach.flatMap((lines) => [...new Set(lines)]).forEach((line) => counts.set(line, (counts.get(line) ?? 0) + 1));
  const isCommon = (line: string) => counts.get(line) === answers.length;
  const own = ofEach.flatMap((lines, index) => lines.filter((line) => !isCommon(line)).map((line) => `call ${index + 1}: ${line}`));
  return [...new Set(ofEach[0].filter(isCommon)), ...own];
}

function printAnswers(answers: readonly Answer[]): void {
  if (answers.length === 1) {
    printLegs(answers[0]);
  } else {
    printCalls(answers);
  }
  const lines = listKnown(answers);
  printLines(lines);
  const explained = writeExplanation(explainAnswers(answers));
  if (explained !== '') {
    console.log(`${lines.length > 0 ? '\n' : ''}${fold(escapeControls(writeUnknowns(explained)))}`);
  }
  const outcome = findWorst(answers.map(({ decision }) => decision))?.outcome ?? InvocationOutcome.ALLOWED;
  const rests = writeRests(answers);
  const { text, colour = 'red' } = makeOutcomeCell(outcome);
  const why = rests === '' ? '' : ` on ${rests}. The explanation above uses the assumed values`;
  console.log(`\n${paint(colour, text)}${fold(text + why).slice(text.length)}`);
}

function printLegs({ question: { call }, decision: { legs } }: Answer): void {
  const { modelId, region, profileId, profileName, stream, account } = call;
  const how = profileId === undefined ? 'its global profile' : profileName === undefined
    ? 'an application profile that copies its global one' : `application profile '${profileName}', which copies its global one`;
  printTable(`${modelId} from ${region} through ${how}, ${stream ? 'streaming' : 'not streaming'}, account ${account}`,
    ['leg', 'aws:RequestedRegion', 'outcome', 'by'],
    legs.map(({ leg, verdict }) => [
      { text: leg.isAnnounced ? `${leg.leg} (announced)` : leg.leg },
      { text: leg.requestedRegion },
      makeOutcomeCell(verdict.outcome),
      { text: nameDecider(verdict) },
    ]));
}

/** One line for each call. */
function printCalls(answers: readonly Answer[]): void {
  const isApplication = answers.every(({ question: { call } }) => call.application);
  const namesGuardrail = answers.some(({ decision: { legs } }) => legs.some(({ leg }) => leg.leg === InvocationLeg.GUARDRAIL));
  const kind = isApplication ? 'application' : 'global';
  printTable(`${answers.length} calls through ${kind} profiles. The marks show, in order: the profile, the model in ` +
    `the source Region, the model without a Region, ${namesGuardrail ? 'the guardrail, ' : ''}and the project (announced)`,
  ['', 'model', 'Region', 'streaming', 'legs', 'outcome', 'by'],
  answers.map(({ question: { call }, decision, obstacles }, index) => [
    { text: String(index + 1) },
    { text: call.modelId, ...call.application && { below: `through ${call.profileName ?? call.profileId}` } },
    { text: call.region },
    { text: call.stream ? 'yes' : 'no' },
    { text: writeMarks(decision.legs.map(({ verdict }) => verdict.outcome)) },
    makeOutcomeCell(decision.outcome),
    { text: [...new Set(obstacles.map(({ obstacle }) => nameObstacle(obstacle)))].join(', ') },
  ]));
}

function nameObstacle({ statement, layer, policy }: Obstacle): string {
  return statement && policy ? `${statement.sid ?? `statement ${statement.index}`} of ${policy.name}` : `no allow in '${layer.name}'`;
}

function nameDecider({ outcome, layer, policy, statement }: Verdict): string {
  if (outcome === InvocationOutcome.ALLOWED && policy === undefined) {
    return 'the error shows that this leg passed';
  }
  if (policy === makeAnyIdentity()) {
    return 'assumed to be allowed (identity)';
  }
  return policy && statement
    ? `${nameStatement(statement)} of ${policy.name} (${describeLayer(layer)})`
    : `nothing in the layer '${layer.name}' allows it`;
}
