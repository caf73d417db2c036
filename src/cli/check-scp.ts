import { Arguments } from './arguments';
import { attempt, readPolicy } from './files';
import { answerJson, questionJson } from './json';
import { notesOf } from './notes';
import { answer, Answer, Question, questionOf } from './question';
import { marks, outcomeCell, printTable } from './terminal';
import { BadInput } from './usage';
import { Policy } from '../decision/engine/policy';
import { ANY_IDENTITY, layersOf } from '../decision/reason/layers';

/** The forms of a call that are shown of each document. */
const FORMS = [
  { name: 'global', application: false, stream: false },
  { name: 'streaming', application: false, stream: true },
  { name: 'application', application: true, stream: false },
] as const;

/** `check-scp`: prints a verdict on each document, and returns the exit status. */
export function checkScpCommand(args: Arguments): number {
  const { levels, identity, boundary, template, role, error } = args;
  const idle = Object.entries({ scp: levels[0], identity: identity[0], boundary, template, role, error }).find(([, given]) => given !== undefined);
  if (idle) {
    throw new BadInput(`--${idle[0]} belongs to explain; check-scp takes files: check-scp FILE…`);
  }
  if (args.files.length === 0) {
    throw new BadInput('check-scp needs a file: check-scp FILE…');
  }
  const question = questionOf(args);
  const policies = args.files.map(readPolicy); // all of them, before anything is said
  const checked = policies.map((one) => ({ policy: one, verdict: verdictOn(one, question, args) }));
  if (args.json) {
    console.log(JSON.stringify({
      call: questionJson(question),
      documents: checked.map(({ policy, verdict }) => ({ file: policy.name, ...answerJson(verdict), notes: notesOf(policy, args) })),
    }, undefined, 2));
  } else {
    printVerdicts(checked, question, args);
  }
  return checked.every(({ verdict }) => verdict.outcome === 'ALLOWED') ? 0 : 1;
}

function verdictOn(policy: Policy, question: Question, { fullAwsAccess }: Arguments): Answer {
  const layers = attempt(policy.name, () => layersOf({ identity: [ANY_IDENTITY], levels: [{ name: 'organization', policies: [policy], fullAwsAccess }] }));
  return answer(layers, question);
}

function printVerdicts(checked: readonly { readonly policy: Policy; readonly verdict: Answer }[], question: Question, args: Arguments): void {
  const { caller, modelId } = question;
  const rows = checked.map(({ policy, verdict }) => [
    { text: policy.name },
    ...FORMS.map((form) => {
      const { outcome, legs } = verdictOn(policy, { ...question, ...form }, args);
      return { text: marks(legs.map((leg) => leg.verdict.outcome)), colour: outcomeCell(outcome).colour };
    }),
    outcomeCell(verdict.outcome),
    { text: decidersOf(verdict) },
  ]);
  printTable(`Calls of ${modelId} from ${caller.region}: a mark for the profile, the model there, the model without a Region`,
    ['file', ...FORMS.map(({ name }) => name), 'verdict', 'by'], rows);
  [...new Set(checked.flatMap(({ verdict }) => verdict.assumptions))].forEach((assumption) => console.log(`assumed: ${assumption}`));
  checked.flatMap(({ policy }) => notesOf(policy, args)).forEach((note) => console.log(`note: ${note}`));
  const denied = checked.filter(({ verdict }) => verdict.outcome !== 'ALLOWED').length;
  console.log(`${checked.length} checked, ${denied} of them not letting the call${question.application || question.stream ? ' as asked' : ''} through${denied > 0 ? '; explain --scp FILE says why' : ''}`);
}

function decidersOf({ explanation }: Answer): string {
  const deciders = explanation.findings.map(({ obstacle: { statement, layer } }) => statement ? statement.sid ?? `statement ${statement.index}` : `no allow in '${layer.name}'`);
  return [...new Set(deciders)].join(', ');
}
