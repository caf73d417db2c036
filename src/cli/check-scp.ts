import { Arguments } from './arguments';
import { attempt, readPolicy } from './files';
import { answerJson, questionJson } from './json';
import { notesOf } from './notes';
import { answer, Answer, Question, questionOf, STAND_IN } from './question';
import { marks, outcomeCell, printTable, visible } from './terminal';
import { BadInput, BadUsage } from './usage';
import { anyIdentity, layersOf } from '../core/call/layers';
import { Policy } from '../core/iam/policy';

/** The forms of a call that are shown of each document. */
const FORMS = [
  { name: 'global', profileId: undefined, stream: false },
  { name: 'streaming', profileId: undefined, stream: true },
  { name: 'application', profileId: STAND_IN.profileId, stream: false },
];

interface Checked {
  readonly policy: Policy;
  readonly verdict: Answer;
}

/** `check-scp`: prints a verdict on each document, and returns the exit status. */
export function checkScpCommand(args: Arguments): number {
  const { levels, identity, boundary, template, role, error: denial } = args;
  const idle = Object.entries({ scp: levels[0], identity: identity[0], boundary, template, role, error: denial })
    .find(([, given]) => given !== undefined);
  if (idle) {
    throw new BadUsage(`--${idle[0]} belongs to explain; check-scp takes files: check-scp FILE…`);
  }
  if (args.files.length === 0) {
    throw new BadUsage('check-scp needs a file: check-scp FILE…');
  }
  const question = questionOf(args);
  const checked: Checked[] = [];
  const faults: string[] = [];
  for (const file of args.files) {
    try {
      const policy = readPolicy(file);
      checked.push({ policy, verdict: verdictOn(policy, question, args) });
    } catch (error) {
      if (!(error instanceof BadInput)) {
        throw error;
      }
      faults.push(error.message);
    }
  }
  if (checked.length === 0) {
    throw new BadInput(faults.join('\n'));
  }
  if (args.json) {
    console.log(JSON.stringify({
      call: questionJson(question),
      documents: checked.map(({ policy, verdict }) => ({ file: policy.name, ...answerJson(verdict), notes: notesOf(policy, args) })),
    }, undefined, 2));
  } else {
    printVerdicts(checked, question, args);
  }
  faults.forEach((fault) => console.error(`cdk-bedrock-cris: ${visible(fault)}`));
  if (faults.length > 0) {
    return 2;
  }
  return checked.every(({ verdict }) => verdict.outcome === 'ALLOWED') ? 0 : 1;
}

function verdictOn(policy: Policy, question: Question, { fullAwsAccess }: Arguments): Answer {
  const layers = attempt(policy.name, () => layersOf({ identity: [anyIdentity()], levels: [{ name: 'organization', policies: [policy], fullAwsAccess }] }));
  return answer(layers, question);
}

function printVerdicts(checked: readonly Checked[], question: Question, args: Arguments): void {
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
  [...new Set(checked.flatMap(({ verdict }) => verdict.assumptions))].forEach((assumption) => console.log(visible(`assumed: ${assumption}`)));
  checked.flatMap(({ policy }) => notesOf(policy, args)).forEach((note) => console.log(visible(`note: ${note}`)));
  const denied = checked.filter(({ verdict }) => verdict.outcome !== 'ALLOWED').length;
  const call = question.profileId !== undefined || question.stream ? 'the call as asked' : 'the call';
  console.log(`${checked.length} checked, ${denied} of them not letting ${call} through${denied > 0 ? '; explain --scp FILE says why' : ''}`);
}

function decidersOf({ explanation }: Answer): string {
  const deciders = explanation.findings.map(({ obstacle: { statement, layer } }) => statement ? statement.sid ?? `statement ${statement.index}` : `no allow in '${layer.name}'`);
  return [...new Set(deciders)].join(', ');
}
