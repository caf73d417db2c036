import { FORMATS, PolicyFormat } from './formats';
import { hasOption, KINDS, PolicyOption, POLICY_OPTIONS } from './options';
import { InferenceRoute } from '../../core/call/guard/inference-route';
import { joinWords } from '../../core/call/words';
import { DEFAULT_PROJECT } from '../../core/facts/project';
import { AskedProfile } from '../../core/policy-files/documents';
import { PolicyKind } from '../../core/policy-files/printed-policy';
import { chooseOne, parseOptions, refuseRepeats } from '../options';
import { BadUsage } from '../usage';

/** The arguments of `policy`. Options of other kinds are absent or empty. */
export interface PolicyArguments {
  readonly help: boolean;
  readonly version: boolean;
  readonly kind?: PolicyKind;
  readonly format: PolicyFormat;
  readonly name?: string;
  readonly out?: string;
  readonly force: boolean;
  readonly modelIds: string[];
  readonly applicationProfiles: AskedProfile[];
  readonly region?: string;
  readonly account?: string;
  readonly projectId: string;
  readonly streaming: boolean;
  readonly principalArns: string[];
  readonly exceptModelIds: string[];
  readonly routes: InferenceRoute[];
  readonly sourceRegions?: string[];
  readonly allowedRegions: string[];
  readonly admitModelIds: string[];
  readonly admitFrom?: string[];
  readonly exemptActions?: string[];
  readonly exemptPrincipalArns: string[];
  readonly maxDocumentSize?: number;
  readonly targets: string[];
  readonly units: string[];
  readonly homeRegion?: string;
}

/** Reads the arguments of `policy`. Throws BadUsage if it does not understand them. */
export function readPolicyArguments(args: readonly string[]): PolicyArguments {
  const { values, tokens, positionals: [kind, ...others] } = parseOptions(args, POLICY_OPTIONS);
  refuseRepeats(tokens, POLICY_OPTIONS);
  const help = values.help === true;
  const version = values.version === true;
  if (!help && !version) {
    requireKind(kind);
    refuseForeign(kind, Object.keys(values));
    if (others.length > 0) {
      throw new BadUsage(`policy ${kind} takes options only, got: ${JSON.stringify(others[0])}. To give several values, ` +
        'repeat the option: --model ID --model ID');
    }
  }
  const format = chooseOne('format', values.format, Object.keys(FORMATS)) as PolicyFormat;
  if (values.out === '') {
    throw new BadUsage('--out must be the name of a directory, got: "". For example --out policies');
  }
  if (values.force && values.out === undefined) {
    throw new BadUsage('--force must be given with --out, whose files it replaces, got: --force alone. Add --out DIR, or leave it out');
  }
  return {
    help,
    version,
    kind: KINDS.find((one) => one === kind),
    format,
    name: values.name,
    out: values.out,
    force: values.force === true,
    modelIds: values.model ?? [],
    applicationProfiles: (values['application-profile'] ?? []).map(readProfile),
    region: values.region,
    account: values.account,
    projectId: values['project-id'] ?? DEFAULT_PROJECT,
    streaming: values['no-streaming'] !== true,
    principalArns: values.principal ?? [],
    exceptModelIds: values['except-model'] ?? [],
    routes: (values.route ?? []).map(readRoute),
    sourceRegions: values['source-region'],
    allowedRegions: values['allow-region'] ?? [],
    admitModelIds: values['admit-model'] ?? [],
    admitFrom: values['admit-from'],
    exemptActions: values['exempt-action'],
    exemptPrincipalArns: values.exempt ?? [],
    maxDocumentSize: readSize(values['max-size']),
    targets: values.target ?? [],
    units: values.unit ?? [],
    homeRegion: values['home-region'],
  };
}

function requireKind(kind: string | undefined): asserts kind is PolicyKind {
  if (!KINDS.includes(kind as PolicyKind)) {
    throw new BadUsage(`policy must be followed by ${joinWords(KINDS, 'or')}, got: ${
      kind === undefined ? 'nothing' : JSON.stringify(kind)}`);
  }
}

function refuseForeign(kind: PolicyKind, given: readonly string[]): void {
  const foreign = given.find((option) => !hasOption(kind, option));
  if (foreign !== undefined) {
    const owners = KINDS.filter((one) => hasOption(one, foreign)).map((one) => `policy ${one}`);
    throw new BadUsage(`--${foreign} belongs to ${owners.join(' and ')}; policy ${kind} does not accept it`);
  }
}

function readRoute(given: string): InferenceRoute {
  const name = given.toUpperCase().replaceAll('-', '_');
  return chooseOne('route', Object.hasOwn(InferenceRoute, name) ? name : given, Object.values(InferenceRoute)) as InferenceRoute;
}

/** Reads an application profile with its model, because the ARN does not say the model. */
function readProfile(given: string): AskedProfile {
  const [, profileArn, modelId] = /^([^=]*)=([^=]*)$/.exec(given) ?? [];
  if (profileArn === undefined) {
    throw new BadUsage(`--application-profile must be ARN=MODEL, with the model that the profile was copied from, got: ${
      JSON.stringify(given)}`);
  }
  return { profileArn, modelId };
}

function readSize(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,3}(,?\d{3})*$/.test(text)) {
    throw new BadUsage(`--max-size must be a number of characters above 0, got: ${JSON.stringify(text)}. For example 5120`);
  }
  return text === undefined ? undefined : Number(text.replaceAll(',', ''));
}

/** The option for each value. */
export const OPTION_OF: Readonly<Record<string, PolicyOption>> = {
  policyName: 'name',
  modelIds: 'model',
  applicationProfiles: 'application-profile',
  region: 'region',
  account: 'account',
  projectId: 'project-id',
  principalArns: 'principal',
  exceptModelIds: 'except-model',
  routes: 'route',
  sourceRegions: 'source-region',
  allowedRegions: 'allow-region',
  admitModels: 'admit-model',
  admitModelIds: 'admit-model',
  admitFrom: 'admit-from',
  exemptActions: 'exempt-action',
  exemptPrincipalArns: 'exempt',
  maxDocumentSize: 'max-size',
  targets: 'target',
  units: 'unit',
  homeRegion: 'home-region',
};
