import { answer, Answer } from './answer';
import { Arguments } from './arguments';
import { attempt, readInput, readJson, readPolicy } from './files';
import { writeAnswer, writeError, writeQuestion } from './json';
import { writeNotes } from './notes';
import { Question, settleQuestion } from './question';
import { makeOutcomeCell, paint, printTable, escapeControls } from './terminal';
import { BadInput, BadUsage } from './usage';
import { NamedDocument, findRolePolicies } from '../core/app/role-policies';
import { AccessDenied, parseAccessDenied } from '../core/call/access-denied';
import { findOtherDenial } from '../core/call/denial-meaning';
import { makeAnyIdentity, buildLayers } from '../core/call/layers';
import { InvocationLeg } from '../core/call/leg';
import { writeExplanation } from '../core/call/write-explanation';
import { nameStatement } from '../core/iam/document';
import { Verdict } from '../core/iam/evaluate';
import { InvocationOutcome } from '../core/iam/outcome';
import { parsePolicy, Policy } from '../core/iam/policy';

interface Identity {
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
  readonly remarks: readonly string[];
}

/** Runs `explain`: prints why one call is denied, and returns the exit status. */
export function explainDenial(args: Arguments): number {
  if (args.files.length > 0) {
    throw new BadUsage(`${args.files[0]}: say what it is, by --scp, --identity or --boundary`);
  }
  const text = args.error === '-' ? readInput() : args.error;
  const help = text === undefined ? undefined : findOtherDenial(text);
  const denied = text === undefined ? undefined : parseAccessDenied(text);
  if (text !== undefined && !denied && !help) {
    throw new BadInput('--error must be the text of an AccessDenied, "User: … is not authorized to perform: … on resource: …", ' +
      `or of another denial that is known, got: ${JSON.stringify(text.slice(0, 200))}`);
  }
  const hasPolicies = args.levels.length > 0 || args.identity.length > 0 || args.boundary !== undefined || args.template !== undefined;
  if (help) {
    return print(args, { help, notes: hasPolicies ? ['the policies are not asked, since none of them decides this'] : [] });
  }
  if (denied && (!hasPolicies || !mayBeGlobal(denied))) {
    const note = 'the policies are not asked: they are decided for calls through global profiles, and this one was not';
    return print(args, { denied, notes: hasPolicies ? [note] : [] });
  }
  if (!hasPolicies) {
    throw new BadUsage('nothing to explain: give --scp, --identity, --boundary, --template or --error');
  }
  const { policies, boundary, remarks } = readIdentity(args);
  const levels = args.levels.map(({ name, files }) => ({ name, policies: files.map(readPolicy), fullAwsAccess: args.fullAwsAccess }));
  const question = settleQuestion(args, denied, boundary ? [...policies, boundary] : policies);
  const reply = answer(attempt('the policies', () => buildLayers({ identity: policies, boundary, levels })), question);
  return print(args, {
    denied,
    question,
    answer: reply,
    notes: [
      ...remarks,
      ...levels.length === 0 ? ['no service control policy was given: those of the organization may deny it all the same'] : [],
      ...denied && allowsLeg(reply, denied)
        ? ['these policies allow what the error says was denied: it was another policy, or another call']
        : [],
      ...[...policies, ...boundary ? [boundary] : []].flatMap((policy) => writeNotes(policy)),
      ...levels.flatMap((level) => level.policies.flatMap((policy) => writeNotes(policy, args))),
    ],
  });
}

function allowsLeg({ decision }: Answer, { leg }: AccessDenied): boolean {
  return decision.legs.some((one) => one.leg.leg === leg && one.verdict.outcome === InvocationOutcome.ALLOWED);
}

/** Whether a denied leg may be one of a call through a global profile. */
function mayBeGlobal({ leg, profileKind }: AccessDenied): boolean {
  return leg === InvocationLeg.PROFILE
    ? profileKind !== 'a geographic'
    : leg === InvocationLeg.SOURCE_MODEL || leg === InvocationLeg.GLOBAL_MODEL || leg === InvocationLeg.PROJECT;
}

/** What is printed. */
interface Result {
  readonly help?: string;
  readonly denied?: AccessDenied;
  readonly question?: Question;
  readonly answer?: Answer;
  readonly notes: readonly string[];
}

function print(args: Arguments, result: Result): number {
  if (args.json) {
    printJson(result);
  } else {
    printText(result);
  }
  return result.answer?.decision.outcome === InvocationOutcome.ALLOWED && !result.denied ? 0 : 1;
}

function printJson({ help, denied, question, answer: reply, notes }: Result): void {
  const outcome = denied?.explicit ? InvocationOutcome.EXPLICITLY_DENIED : InvocationOutcome.IMPLICITLY_DENIED;
  console.log(JSON.stringify({
    ...help === undefined ? {} : { error: { meaning: help } },
    ...denied ? { error: writeError(denied) } : {},
    ...question ? { call: writeQuestion(question) } : {},
    ...reply ? writeAnswer(reply) : { outcome },
    notes,
  }, undefined, 2));
}

function printText({ help, denied, question, answer: reply, notes }: Result): void {
  if (help !== undefined) {
    console.log(help);
  }
  if (denied) {
    printError(denied);
  }
  if (question && reply) {
    printAnswer(question, reply);
  }
  notes.forEach((note) => console.log(escapeControls(`note: ${note}`)));
}

function printError({ leg, action, resource, explicit, layer, policyArn, principalArn, meaning }: AccessDenied): void {
  printTable('The error says', ['what', 'value'], [
    ['leg', leg ?? 'none'],
    ['action', action],
    ['resource', resource],
    ['denied', explicit ? 'explicitly' : 'implicitly'],
    ['layer', layer ?? 'not named'],
    ...policyArn ? [['policy', policyArn]] : [],
    ...principalArn ? [['caller', principalArn]] : [],
  ].map((row) => row.map((text) => ({ text }))));
  console.log(`${escapeControls(meaning)}\n`);
}

function printAnswer({ caller, modelId, profileId, stream }: Question, { decision, assumptions, explanation }: Answer): void {
  const { outcome, legs } = decision;
  const how = profileId === undefined ? 'its global profile' : 'an application profile that was copied from its global one';
  const isAllowed = outcome === InvocationOutcome.ALLOWED;
  printTable(`${modelId} from ${caller.region} through ${how}, ${stream ? 'streaming' : 'not streaming'}, account ${caller.account}`,
    ['leg', 'aws:RequestedRegion', 'outcome', 'by'],
    legs.map(({ leg, verdict }) => [
      { text: leg.isAnnounced ? `${leg.leg} (announced)` : leg.leg },
      { text: leg.requestedRegion },
      makeOutcomeCell(verdict.outcome),
      { text: nameDecider(verdict) },
    ]));
  assumptions.forEach((assumption) => console.log(escapeControls(`assumed: ${assumption}`)));
  const explained = writeExplanation(explanation);
  if (explained !== '') {
    console.log(`\n${escapeControls(explained)}`);
  }
  console.log(`\n${paint(isAllowed ? 'green' : 'red', makeOutcomeCell(outcome).text)}`);
}

function nameDecider({ layer, policy, statement }: Verdict): string {
  if (policy === makeAnyIdentity()) {
    return 'taken as allowed (identity)';
  }
  return policy && statement
    ? `${nameStatement(statement)} of ${policy.name} (${layer.name})`
    : `nothing in the layer '${layer.name}' allows it`;
}

function readIdentity(args: Arguments): Identity {
  if (args.template !== undefined) {
    if (args.identity.length > 0 || args.boundary !== undefined) {
      throw new BadUsage('--template must not come with --identity or --boundary: the role in the template has them');
    }
    return readRole(args.template, args.role);
  }
  if (args.role !== undefined) {
    throw new BadUsage('--role must come with --template');
  }
  return {
    policies: args.identity.length > 0 ? args.identity.map(readPolicy) : [makeAnyIdentity()],
    boundary: args.boundary === undefined ? undefined : readPolicy(args.boundary),
    remarks: args.identity.length > 0
      ? []
      : ['the identity\'s own policies are taken as allowing everything, since --identity is not given'],
  };
}

function readRole(file: string, role: string | undefined): Identity {
  const template = readJson(file, 'template');
  if (typeof template !== 'object' || template === null || typeof (template as { Resources?: unknown }).Resources !== 'object') {
    throw new BadInput(`${file}: must be a CloudFormation template with 'Resources'`);
  }
  return attempt(file, () => {
    const { identity, boundary, elsewhere } = findRolePolicies(template, role ?? '');
    const parse = ({ name, document }: NamedDocument) => parsePolicy(name, document);
    return {
      policies: identity.map(parse),
      boundary: boundary && parse(boundary),
      remarks: elsewhere.map((name) => `${name} is only referred to in the template, and is taken as saying nothing`),
    };
  });
}
