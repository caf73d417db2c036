import { Admission, findAccount, findForm, findIssuer, findPartition, listClaimed } from './admission';
import { OWN_ACCOUNT, OWN_REGION } from './decide-assumption';
import { Brought, fillPattern, NAMING } from './fill-conditions';
import { ANY_FORM, fillPatterns, spell } from './fill-patterns';
import { listPrincipals } from './principal-names';
import { askAsMember, askAsStranger, askWithClaims, askWithToken, findSibling, Probe } from './probes';
import { ELSE, listStrangeClaims, listStrangeSubjects } from './strange-subjects';
import { GITHUB_ISSUER } from '../facts/github-oidc';
import { ConditionKey } from '../facts/iam-words';
import {
  COGNITO, GITHUB_CLAIM_FORMS, GITHUB_IDENTITY_CLAIMS, POD_IDENTITY, ROLES_ANYWHERE, SIGN_IN_PROVIDERS,
} from '../facts/identity-providers';
import { POD_KEYS } from '../facts/pod-identity';

/** What is known of where a role is, and of those around it. */
export interface TrustPlace {
  /** The role's account; none where only the deployment knows it. */
  readonly account?: string;
  /** Accounts whose owner is the role's, as an app has stacks in them. */
  readonly ownAccounts: ReadonlySet<string>;
  /** Whether an association of EKS names the role, so that it says which pods are meant. */
  readonly hasPodAssociation: boolean;
}

/** A kind of people whom a trust policy should not admit. */
export interface LookAlike {
  readonly severity: 'warning' | 'info';
  readonly isConcerned: (admission: Admission, place: TrustPlace) => boolean;
  /** Makes those who ask, from what somebody brings who is meant. */
  readonly listProbes: (admission: Admission, meant: Brought) => readonly Probe[];
  /** Whom it admits where one of them is allowed. */
  readonly describe: (admission: Admission, probe: Probe) => string;
  readonly remedy: (admission: Admission) => string;
}

/** No account has it. */
const STRANGER = '999999999999';
const SOURCE = ConditionKey.SOURCE_ARN.toLowerCase();

export const LOOK_ALIKES: readonly LookAlike[] = [
  {
    severity: 'warning',
    isConcerned: ({ kind }) => kind === 'any',
    listProbes: (_, meant) => askAsStranger(STRANGER, meant),
    describe: () => 'anybody who has an account of AWS',
    remedy: () => 'Name the principals, such as the ARN of a role; or ask for "aws:PrincipalOrgID" or "aws:PrincipalArn" in a condition',
  },
  {
    severity: 'warning',
    isConcerned: ({ kind }) => kind === 'any',
    listProbes: (_, meant) => listAccountsAlike(meant).flatMap((account) =>
      askAsStranger(account, meant).map((probe) => ({ ...probe, example: account }))),
    describe: (_, { example }) => `whoever has an account of AWS whose number is alike, such as "${example}"`,
    remedy: () => 'Write the whole number of the account that is meant',
  },
  {
    severity: 'warning',
    isConcerned: ({ kind, name }, { account, ownAccounts }) => {
      const other = kind === 'AWS' && /^\d{12}$|:root$/.test(name) ? findAccount(name) : undefined;
      return account !== undefined && other !== undefined && other !== account && other !== OWN_ACCOUNT && !ownAccounts.has(other);
    },
    listProbes: ({ name }, meant) => askAsMember(findAccount(name)!, meant, findPartition(name)),
    describe: ({ name }) =>
      `whomever account ${findAccount(name)} lets, as it names the whole account and no condition narrows it to one role`,
    remedy: () => 'Where one role of that account is meant, name its ARN, or ask for it by "aws:PrincipalArn" under ArnEquals; where a ' +
      'third party acts for you, ask for the "sts:ExternalId" that it gives you',
  },
  {
    severity: 'warning',
    isConcerned: (admission) => findForm(admission) !== undefined,
    listProbes: (admission, meant) => {
      const form = findForm(admission)!;
      const { prefix, separator, rest } = form;
      return [...listStrangers(admission, false), `${prefix}${ELSE}${separator}${rest}`]
        .map((subject) => askWithToken(admission, meant, form, subject));
    },
    describe: (admission, { example }) => {
      const { one, provider, whose } = findForm(admission)!;
      return `any ${one} of ${provider}, whatever its ${whose}, such as "${example}"`;
    },
    remedy: (admission) => writeSubjectRemedy(admission),
  },
  {
    severity: 'warning',
    isConcerned: (admission) => findForm(admission) !== undefined,
    listProbes: (admission, meant) =>
      listStrangers(admission, true).map((subject) => askWithToken(admission, meant, findForm(admission)!, subject)),
    describe: (admission, { example }) => {
      const { one, whose } = findForm(admission)!;
      return `the ${one.replace(/y$/, 'ie')}s of another ${whose} whose name is alike, such as "${example}"`;
    },
    remedy: (admission) => writeSubjectRemedy(admission),
  },
  {
    severity: 'warning',
    isConcerned: (admission) => findIssuer(admission) === GITHUB_ISSUER,
    listProbes: (admission, meant) => GITHUB_IDENTITY_CLAIMS.flatMap((claim) =>
      listClaimed(admission, claim).flatMap((pattern) => listStrangeClaims(claim, pattern)).flatMap((value) =>
        listSubjectsOf(admission, claim, value).map((subject) =>
          askWithToken(admission, meant, findForm(admission)!, subject, { [claim]: [value] })))),
    describe: (_, { example }) => `repositories of somebody else on GitHub, as a claim need only be alike, such as ${example}`,
    remedy: () => 'Write the whole value of the claim; of "repository" and "job_workflow_ref" at least the owner, up to the "/"',
  },
  {
    severity: 'warning',
    isConcerned: ({ kind, name }, { hasPodAssociation }) => kind === 'Service' && name === POD_IDENTITY && !hasPodAssociation,
    listProbes: ({ name }, meant) => [{
      requester: { kind: 'Service', names: [name] },
      brought: {
        ...meant,
        ...Object.fromEntries(Object.values(POD_KEYS).map((key) => [key.toLowerCase(), ['other']])),
        'aws:tagkeys': Object.values(POD_KEYS).map((key) => key.slice(key.indexOf('/') + 1)),
        ...Object.fromEntries([POD_KEYS.CLUSTER.toLowerCase(), SOURCE].map((key) =>
          [key, [findSibling(meant[key], `arn:aws:eks:${OWN_REGION}:${OWN_ACCOUNT}:cluster/other`)]])),
      },
    }],
    describe: () => 'pods of any namespace in any cluster, wherever somebody associates it with them',
    remedy: () => 'Ask for "aws:RequestTag/kubernetes-namespace" and "aws:RequestTag/kubernetes-service-account" under StringEquals, and ' +
      'for "aws:RequestTag/eks-cluster-arn" under ArnEquals',
  },
  {
    severity: 'warning',
    isConcerned: ({ kind, name }) => kind === 'Service' && name === ROLES_ANYWHERE,
    listProbes: ({ name }, meant) => [{
      requester: { kind: 'Service', names: [name] },
      brought: {
        ...meant, [SOURCE]: [findSibling(meant[SOURCE], `arn:aws:rolesanywhere:${OWN_REGION}:${OWN_ACCOUNT}:trust-anchor/other`)],
      },
    }],
    describe: () => 'certificates of every trust anchor of the account, those of other teams too',
    remedy: () => 'Ask for "aws:SourceArn" under ArnEquals, with the ARN of the trust anchor, and for what the certificate says, such as ' +
      '"aws:PrincipalTag/x509Subject/CN"',
  },
  {
    severity: 'warning',
    isConcerned: (admission) => findIssuer(admission) === COGNITO,
    listProbes: (admission, meant) => [['another-pool'], ...listAlike(admission, 'aud').map((aud) => [aud])]
      .map((aud) => askWithClaims(admission, meant, { aud })),
    describe: () => 'users of any identity pool of Amazon Cognito, those of other accounts too',
    remedy: () => `Ask for "${COGNITO}:aud" under StringEquals, with the ID of the identity pool`,
  },
  {
    severity: 'warning',
    isConcerned: (admission) => findIssuer(admission) === COGNITO,
    listProbes: (admission, meant) => [askWithClaims(admission, meant, { amr: ['unauthenticated'] })],
    describe: () => 'guests of the identity pool, who have not signed in',
    remedy: () => `Ask for "authenticated" in "${COGNITO}:amr" under ForAnyValue:StringLike`,
  },
  {
    severity: 'warning',
    isConcerned: (admission) => SIGN_IN_PROVIDERS.includes(findIssuer(admission) ?? ''),
    listProbes: (admission, meant) => {
      const makeClaims = (readsPatterns: boolean) => Object.fromEntries(SIGN_IN_CLAIMS.map((claim) =>
        [claim, [readsPatterns ? listAlike(admission, claim)[0] ?? ELSE : ELSE]]));
      return [false, true].map((readsPatterns) => askWithClaims(admission, meant, makeClaims(readsPatterns)));
    },
    describe: (admission) => `whoever has signed in with ${findIssuer(admission)} to any app`,
    remedy: (admission) => `Ask for "${findIssuer(admission)}:aud", with the ID of your own app (Amazon and Facebook: "app_id")`,
  },
  {
    severity: 'info',
    isConcerned: (admission) => ![undefined, COGNITO, ...SIGN_IN_PROVIDERS].includes(findIssuer(admission)),
    listProbes: (admission, meant) => [askWithClaims(admission, meant, { aud: ['another-audience'] })],
    describe: (admission) => `tokens of ${findIssuer(admission)} that were made for another audience, where the provider accepts any`,
    remedy: (admission) => `Ask for "${findIssuer(admission)}:aud" under StringEquals, with the audience that is meant, such as ` +
      '"sts.amazonaws.com"',
  },
];

/** Of sign-in providers: the app for which a token was made, and whose it is. */
const SIGN_IN_CLAIMS = ['aud', 'app_id', 'oaud', 'sub', 'user_id', 'id'];

/** Lists values that are not written out in a policy, and that its patterns match. */
function listAlike(admission: Admission, claim: string): string[] {
  return listClaimed(admission, claim).filter((pattern) => /[*?]/.test(pattern)).map((pattern) => fillPattern(pattern));
}

/** Numbers that patterns of accounts match, as they have a wildcard in it. */
function listAccountsAlike(meant: Brought): string[] {
  const patterns = NAMING.flatMap((key) => meant[key] ?? []);
  const numbers = (listPrincipals(meant, {}) ?? []).map((arn) => findAccount(arn)!);
  return [...new Set(numbers)].filter((number) => number !== OWN_ACCOUNT && !patterns.some((pattern) => pattern.includes(number)));
}

function listStrangers(admission: Admission, isAlike: boolean): string[] {
  return listClaimed(admission, 'sub').flatMap((pattern) => listStrangeSubjects(findForm(admission)!, pattern))
    .filter((one) => one.isAlike === isAlike).map(({ subject }) => subject);
}

/** The subjects that go with a claim: of the repository that it names, if it does, with an end as the policy may ask for it. */
function listSubjectsOf(admission: Admission, claim: string, value: string): string[] {
  const [owner, repository] = value.split('/');
  const whose = claim in GITHUB_CLAIM_FORMS ? `${owner}/${repository}` : `${ELSE}/any`;
  const asked = listClaimed(admission, 'sub').flatMap((pattern) => {
    const filled = fillPatterns([pattern], [...spell(`repo:${whose}:`), ...ANY_FORM]);
    return typeof filled === 'string' ? [filled] : [];
  });
  return [`repo:${whose}:ref:refs/heads/main`, ...asked];
}

function writeSubjectRemedy(admission: Admission): string {
  const { prefix, separator, whose, one } = findForm(admission)!;
  const form = `${prefix}<${whose}>${separator}<${one}>…`;
  return `Ask for "${findIssuer(admission)}:sub" with the whole name of the ${whose}, up to the "${separator}" behind it: "${form}"`;
}
