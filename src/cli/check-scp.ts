import { Answer, explainAnswers } from './answer';
import { Arguments } from './arguments';
import { checkContextKeys } from './context-keys';
import { attempt, checkInputs, readGoodPolicies, writeReadingNotes } from './files';
import { writeAnswer, writeCall } from './json';
import { writeNotes } from './notes';
import { ask, Question } from './question';
import { writeRests } from './rests';
import { settleQuestions } from './settle';
import { writeMarks, makeOutcomeCell, printTable, escapeControls, fold } from './terminal';
import { BadInput, BadUsage } from './usage';
import { UNNAMED_LEVEL } from '../core/call/describe-layer';
import { makeAnyIdentity, buildLayers } from '../core/call/layers';
import { InvocationLeg } from '../core/call/leg';
import { describeProject } from '../core/facts/project';
import { Layer } from '../core/iam/layer';
import { InvocationOutcome, isDenied } from '../core/iam/outcome';
import { Policy } from '../core/iam/policy';

/** The forms of a call that are shown for each document. */
const FORMS = [
  { name: 'global', application: false, stream: false },
  { name: 'streaming', application: false, stream: true },
  { name: 'application', application: true, stream: false },
];

interface Checked {
  readonly policy: Policy;
  readonly layers: readonly Layer[];
  readonly verdict: Answer;
}

/** Runs `check-scp`: prints a verdict on each document and returns the exit status. */
export function checkScp(args: Arguments): number {
  requireFiles(args);
  checkInputs(args);
  if (args.profileId?.includes('/')) {
    throw new BadUsage('--profile-id must be the ID of an application inference profile: the part of its ARN after the last "/", got: ' +
      JSON.stringify(args.profileId));
  }
  const [question] = settleQuestions({ args });
  const remarks = checkContextKeys(args.contextKeys, question.legs);
  const { checked, faults, notes } = checkFiles(args, question, remarks);
  if (checked.length === 0) {
    throw new BadInput(faults.join('\n'));
  }
  if (args.json) {
    printJson(checked, question, args, notes);
  } else {
    printVerdicts(checked, question, args, notes);
  }
  faults.forEach((fault) => console.error(`cdk-bedrock-cris: ${escapeControls(fault)}`));
  if (faults.length > 0) {
    return 2;
  }
  return checked.every(isAllowed) ? 0 : 1;
}

function requireFiles({ files, levels, identity, boundary, session, endpoint, template, role, error }: Arguments): void {
  const others = { scp: levels[0], identity: identity[0], boundary, session, endpoint, template, role, error };
  const misplaced = Object.entries(others).find(([, given]) => given !== undefined);
  if (misplaced) {
    throw new BadUsage(`--${misplaced[0]} belongs to explain; check-scp takes files: check-scp FILE…`);
  }
  if (files.length === 0) {
    throw new BadUsage('check-scp needs at least one file: check-scp FILE…');
  }
}

function checkFiles({ files, fullAwsAccess }: Arguments, question: Question, remarks: readonly string[]) {
  const checked: Checked[] = [];
  const read = files.map((file) => readGoodPolicies(file, 'scp'));
  const faults = read.flatMap((one) => one.faults);
  for (const policy of read.flatMap(({ policies }) => policies)) {
    try {
      const levels = [{ name: UNNAMED_LEVEL, policies: [policy], fullAwsAccess }];
      const layers = attempt(policy.name, () => buildLayers({ identity: [makeAnyIdentity()], levels }));
      checked.push({ policy, layers, verdict: new Answer(layers, question) });
    } catch (error) {
      if (!(error instanceof BadInput)) {
        throw error;
      }
      faults.push(error.message);
    }
  }
  return { checked, faults, notes: [...remarks, ...writeReadingNotes(read)] };
}

function isAllowed({ verdict: { decision } }: Checked): boolean {
  return decision.outcome === InvocationOutcome.ALLOWED;
}

function printJson(checked: readonly Checked[], question: Question, args: Arguments, notes: readonly string[]): void {
  const forms = askForms(question);
  console.log(JSON.stringify({
    call: writeCall(question.call),
    documents: checked.map(({ policy, layers, verdict }) => ({
      file: policy.name,
      forms: forms.map(({ name, asked }) => ({ name, ...writeForm(answerForm(layers, asked, verdict)) })),
      by: listDeciders(verdict),
      ...writeAnswer(verdict),
      notes: writeNotes(policy, question.legs, args),
    })),
    notes,
  }, undefined, 2));
}

/** The call as asked in each form. */
function askForms({ given }: Question) {
  return FORMS.map(({ name, ...form }) => ({ name, asked: ask({ ...given, ...form }) }));
}

/** Reuses the verdict if the call was asked about in this form. */
function answerForm(layers: readonly Layer[], asked: Question, verdict: Answer): Answer {
  const { call } = verdict.question;
  const isAsked = asked.call.application === call.application && asked.call.stream === call.stream;
  return isAsked ? verdict : new Answer(layers, asked);
}

function writeForm({ decision: { outcome, legs } }: Answer): object {
  return { outcome, legs: legs.map(({ leg: { leg }, verdict }) => ({ leg, outcome: verdict.outcome })) };
}

function printVerdicts(checked: readonly Checked[], question: Question, args: Arguments, read: readonly string[]): void {
  const { given, call: { profileId, stream } } = question;
  const forms = askForms(question);
  const namesGuardrail = question.legs.some(({ leg }) => leg === InvocationLeg.GUARDRAIL);
  const rows = checked.map(({ policy, layers, verdict }) => [
    { text: policy.name },
    ...forms.map(({ asked }) => {
      const { outcome, legs } = answerForm(layers, asked, verdict).decision;
      return { text: writeMarks(legs.map((leg) => leg.verdict.outcome)), colour: makeOutcomeCell(outcome).colour };
    }),
    makeOutcomeCell(verdict.decision.outcome),
    { text: listDeciders(verdict).join(', ') },
  ]);
  const ofGuardrail = namesGuardrail ? ['the guardrail'] : [];
  const marks = ['the profile', 'the model in that Region', 'the model without a Region', ...ofGuardrail, describeProject()];
  printTable(`Calls to ${given.modelId ?? 'a model'} from ${given.region ?? 'a Region'}. The marks show, in order: ${marks.join(', ')}. ` +
    `The verdict is for this call: ${describeForm(question)}`,
  ['file', ...FORMS.map(({ name }) => name), 'verdict', 'by'], rows);
  question.doubts.forEach((doubt) => console.log(fold(escapeControls(`assumed: ${doubt}`))));
  const rests = writeRests(checked.map(({ verdict }) => verdict));
  if (rests !== '') {
    console.log(fold(`note: "depends" rests on ${rests}`));
  }
  [...read, ...checked.flatMap(({ policy }) => writeNotes(policy, question.legs, args))]
    .forEach((note) => console.log(fold(escapeControls(`note: ${note}`))));
  printAnnounced(checked);
  const denied = checked.filter((one) => !isAllowed(one)).length;
  const call = profileId !== undefined || stream ? 'the call that you asked about' : 'the call';
  console.log(fold(`${checked.length} checked: ${denied === 0
    ? `${checked.length === 1 ? 'it allows' : 'all allow'} ${call}`
    : `${denied} ${denied === 1 ? 'denies or may deny' : 'deny or may deny'} ${call}. To see why: explain --scp FILE`}`));
}

function describeForm({ call: { profileId, stream } }: Question): string {
  return `${profileId === undefined ? 'global' : 'application'}, ${stream ? 'streaming' : 'not streaming'}`;
}

/** Names the documents that will deny calls once AWS checks the announced authorization. */
function printAnnounced(checked: readonly Checked[]): void {
  for (const { policy, verdict } of checked) {
    const { findings } = explainAnswers([verdict]).announced;
    if (findings.length > 0) {
      const stops = verdict.decision.legs.some(({ leg, verdict: one }) => leg.isAnnounced && isDenied(one.outcome)) ? 'denies' : 'may deny';
      console.log(fold(escapeControls(`warning: ${policy.name} ${stops} the project of the call. AWS has announced this authorization ` +
        'but is not known to enforce it yet, so the verdict does not count it. ' +
        `For a fix, run explain --scp ${policy.name} with the same options`)));
    }
  }
}

function listDeciders({ obstacles }: Answer): string[] {
  const deciders = obstacles.map(({ obstacle: { statement, layer } }) =>
    statement ? statement.sid ?? `statement ${statement.index}` : `no allow in '${layer.name}'`);
  return [...new Set(deciders)];
}
