import { readFileSync } from 'node:fs';
import { Arguments } from './arguments';
import { attempt, readJson, readPolicy } from './files';
import { answerJson, errorJson, questionJson } from './json';
import { notesOf } from './notes';
import { answer, Answer, Question, questionOf } from './question';
import { outcomeCell, paint, printTable } from './terminal';
import { BadInput } from './usage';
import { policy, Policy } from '../decision/engine/policy';
import { NamedDocument, rolePolicies } from '../decision/engine/template';
import { AccessDenied, accessDenied } from '../decision/reason/access-denied';
import { ANY_IDENTITY, layersOf } from '../decision/reason/layers';
import { report } from '../decision/reason/report';

interface Identity {
  readonly policies: readonly Policy[];
  readonly boundary?: Policy;
  readonly remarks: readonly string[];
}

/** `explain`: prints why one call is denied, and returns the exit status. */
export function explainCommand(args: Arguments): number {
  if (args.files.length > 0) {
    throw new BadInput(`${args.files[0]}: say what it is, by --scp, --identity or --boundary`);
  }
  const denied = args.error === undefined ? undefined : errorOf(args.error);
  const policiesGiven = args.levels.length > 0 || args.identity.length > 0 || args.boundary !== undefined || args.template !== undefined;
  if (!policiesGiven && denied) {
    return print(args, { denied });
  }
  if (!policiesGiven) {
    throw new BadInput('nothing to explain: give --scp, --identity, --boundary, --template or --error');
  }
  const { policies, boundary, remarks } = identityOf(args);
  const levels = args.levels.map(({ name, files }) => ({ name, policies: files.map(readPolicy), fullAwsAccess: args.fullAwsAccess }));
  const question = questionOf(args, denied, boundary ? [...policies, boundary] : policies);
  const layers = attempt('the policies', () => layersOf({ identity: policies, boundary, levels }));
  const notes = [
    ...remarks,
    ...[...policies, ...boundary ? [boundary] : []].flatMap((one) => notesOf(one)),
    ...levels.flatMap((level) => level.policies.flatMap((one) => notesOf(one, args))),
  ];
  return print(args, { denied, question, answer: answer(layers, question), notes });
}

interface Result {
  readonly denied?: AccessDenied;
  readonly question?: Question;
  readonly answer?: Answer;
  readonly notes?: readonly string[];
}

function print({ json }: Arguments, { denied, question, answer: given, notes = [] }: Result): number {
  if (json) {
    console.log(JSON.stringify({
      ...denied ? { error: errorJson(denied) } : {},
      ...question ? { call: questionJson(question) } : {},
      ...given ? answerJson(given) : { outcome: denied!.explicit ? 'EXPLICITLY_DENIED' : 'IMPLICITLY_DENIED' },
      notes,
    }, undefined, 2));
  } else {
    if (denied) {
      printError(denied);
    }
    if (question && given) {
      printAnswer(question, given);
    }
    notes.forEach((note) => console.log(`note: ${note}`));
  }
  return given?.outcome === 'ALLOWED' ? 0 : 1;
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
  console.log(meaning);
}

function printAnswer({ caller, modelId, application, stream }: Question, { outcome, legs, explanation, assumptions }: Answer): void {
  const how = application ? 'an application profile that was copied from its global one' : 'its global profile';
  printTable(`${modelId} from ${caller.region} through ${how}, ${stream ? 'streaming' : 'not streaming'}, account ${caller.account}`,
    ['leg', 'aws:RequestedRegion', 'outcome', 'by'],
    legs.map(({ leg, verdict }) => [{ text: leg.leg }, { text: leg.requestedRegion }, outcomeCell(verdict.outcome), { text: decider(verdict) }]));
  assumptions.forEach((assumption) => console.log(`assumed: ${assumption}`));
  if (outcome !== 'ALLOWED') {
    console.log(`\n${report(explanation)}`);
  }
  console.log(`\n${paint(outcome === 'ALLOWED' ? 'green' : 'red', outcomeCell(outcome).text)}`);
}

function decider({ layer, policy: one, statement }: Answer['legs'][number]['verdict']): string {
  return one && statement ? `${one.name}: ${statement.sid ?? `statement ${statement.index}`} (${layer.name})` : `no allow in the layer '${layer.name}'`;
}

function errorOf(text: string): AccessDenied {
  const given = text === '-' ? readFileSync(0, 'utf8') : text;
  const denied = accessDenied(given);
  if (!denied) {
    throw new BadInput(`--error must be the text of an AccessDenied, "User: … is not authorized to perform: … on resource: …", got: ${JSON.stringify(given.slice(0, 200))}`);
  }
  return denied;
}

function identityOf(args: Arguments): Identity {
  if (args.template !== undefined) {
    if (args.identity.length > 0 || args.boundary !== undefined) {
      throw new BadInput('--template must not come with --identity or --boundary: the role in the template has them');
    }
    return templateIdentity(args.template, args.role);
  }
  if (args.role !== undefined) {
    throw new BadInput('--role must come with --template');
  }
  return {
    policies: args.identity.length > 0 ? args.identity.map(readPolicy) : [ANY_IDENTITY],
    boundary: args.boundary === undefined ? undefined : readPolicy(args.boundary),
    remarks: args.identity.length > 0 ? [] : ['the identity\'s own policies are taken as allowing everything, since --identity is not given'],
  };
}

function templateIdentity(file: string, role: string | undefined): Identity {
  const template = readJson(file, 'template');
  if (typeof template !== 'object' || template === null || typeof (template as { Resources?: unknown }).Resources !== 'object') {
    throw new BadInput(`${file}: must be a CloudFormation template with 'Resources'`);
  }
  return attempt(file, () => {
    const { identity, boundary, elsewhere } = rolePolicies(template, role ?? '');
    const compiled = ({ name, document }: NamedDocument) => policy(name, document);
    return {
      policies: identity.map(compiled),
      boundary: boundary && compiled(boundary),
      remarks: elsewhere.map((one) => `${one} is only referred to in the template, and is taken as saying nothing`),
    };
  });
}
