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

/** What is known about a role's place, and about its neighbors. */
export interface TrustPlace {
  /** The role's account; undefined if only the deployment knows it. */
  readonly account?: string;
  /** Accounts of the same owner: the app has stacks in them. */
  readonly ownAccounts: ReadonlySet<string>;
  /** Whether an EKS association names the role, and so says which pods are intended. */
  readonly hasPodAssociation: boolean;
}

/** A kind of stranger that a trust policy should not admit. */
export interface LookAlike {
  readonly severity: 'warning' | 'info';
  readonly isConcerned: (admission: Admission, place: TrustPlace) => boolean;
  /** Makes the requests of such strangers, from what an intended requester sends. */
  readonly listProbes: (admission: Admission, meant: Brought) => readonly Probe[];
  /** Who the policy admits if one of these requests is allowed. */
  readonly describe: (admission: Admission, probe: Probe) => string;
  readonly remedy: (admission: Admission) => string;
}

/** A number that no account has. */
const STRANGER = '999999999999';
const SOURCE = ConditionKey.SOURCE_ARN.toLowerCase();

export const LOOK_ALIKES: readonly LookAlike[] = [
  {
    severity: 'warning',
    isConcerned: ({ kind }) => kind === 'any',
    listProbes: (_, meant) => askAsStranger(STRANGER, meant),
    describe: () => 'anyone with an AWS account',
    remedy: () => 'Name the principals, such as the ARN of a role; or require "aws:PrincipalOrgID" or "aws:PrincipalArn" in a condition',
  },
  {
    severity: 'warning',
    isConcerned: ({ kind }) => kind === 'any',
    listProbes: (_, meant) => listAccountsAlike(meant).flatMap((account) =>
      askAsStranger(account, meant).map((probe) => ({ ...probe, example: account }))),
    describe: (_, { example }) => `anyone with an AWS account whose number matches the pattern, such as "${example}"`,
    remedy: () => 'Write the whole number of the intended account',
  },
  {
    severity: 'warning',
    isConcerned: ({ kind, name }, { account, ownAccounts }) => {
      const other = kind === 'AWS' && /^\d{12}$|:root$/.test(name) ? findAccount(name) : undefined;
      return account !== undefined && other !== undefined && other !== account && other !== OWN_ACCOUNT && !ownAccounts.has(other);
    },
    listProbes: ({ name }, meant) => askAsMember(findAccount(name)!, meant, findPartition(name)),
    describe: ({ name }) =>
      `every principal that account ${findAccount(name)} allows: the statement names the whole account, and no condition narrows it`,
    remedy: () => 'If you mean one role of that account, name its ARN, or require it by "aws:PrincipalArn" under ArnEquals. If a third ' +
      'party acts for you, require the "sts:ExternalId" that it gives you',
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
      return `the ${one.replace(/y$/, 'ie')}s of another ${whose} with a similar name, such as "${example}"`;
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
    describe: (_, { example }) => `other owners\' repositories on GitHub whose claim matches the pattern, such as ${example}`,
    remedy: () => 'Write the whole value of the claim; for "repository" and "job_workflow_ref", at least the owner, up to the "/"',
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
    describe: () => 'pods of any namespace in any cluster, if an association gives them the role',
    remedy: () => 'Require "aws:RequestTag/kubernetes-namespace" and "aws:RequestTag/kubernetes-service-account" under StringEquals, and ' +
      '"aws:RequestTag/eks-cluster-arn" under ArnEquals',
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
    describe: () => 'certificates of every trust anchor of the account, including those of other teams',
    remedy: () => 'Require "aws:SourceArn" under ArnEquals, with the ARN of the trust anchor, and a name in the certificate, such as ' +
      '"aws:PrincipalTag/x509Subject/CN"',
  },
  {
    severity: 'warning',
    isConcerned: (admission) => findIssuer(admission) === COGNITO,
    listProbes: (admission, meant) => [['another-pool'], ...listAlike(admission, 'aud').map((aud) => [aud])]
      .map((aud) => askWithClaims(admission, meant, { aud })),
    describe: () => 'users of any Amazon Cognito identity pool, including those of other accounts',
    remedy: () => `Require "${COGNITO}:aud" under StringEquals, with the ID of the identity pool`,
  },
  {
    severity: 'warning',
    isConcerned: (admission) => findIssuer(admission) === COGNITO,
    listProbes: (admission, meant) => [askWithClaims(admission, meant, { amr: ['unauthenticated'] })],
    describe: () => 'guests of the identity pool, who are not signed in',
    remedy: () => `Require "authenticated" in "${COGNITO}:amr" under ForAnyValue:StringLike`,
  },
  {
    severity: 'warning',
    isConcerned: (admission) => SIGN_IN_PROVIDERS.includes(findIssuer(admission) ?? ''),
    listProbes: (admission, meant) => {
      const makeClaims = (readsPatterns: boolean) => Object.fromEntries(SIGN_IN_CLAIMS.map((claim) =>
        [claim, [readsPatterns ? listAlike(admission, claim)[0] ?? ELSE : ELSE]]));
      return [false, true].map((readsPatterns) => askWithClaims(admission, meant, makeClaims(readsPatterns)));
    },
    describe: (admission) => `anyone signed in to any app with ${findIssuer(admission)}`,
    remedy: (admission) => `Require "${findIssuer(admission)}:aud", with the ID of your own app (Amazon and Facebook: "app_id")`,
  },
  {
    severity: 'info',
    isConcerned: (admission) => ![undefined, COGNITO, ...SIGN_IN_PROVIDERS].includes(findIssuer(admission)),
    listProbes: (admission, meant) => [askWithClaims(admission, meant, { aud: ['another-audience'] })],
    describe: (admission) => `tokens of ${findIssuer(admission)} for another audience, if the provider in IAM accepts it`,
    remedy: (admission) => `Require "${findIssuer(admission)}:aud" under StringEquals, with the intended audience, such as ` +
      '"sts.amazonaws.com"',
  },
];

/** Claims of sign-in providers: the app that a token is for, and its owner. */
const SIGN_IN_CLAIMS = ['aud', 'app_id', 'oaud', 'sub', 'user_id', 'id'];

/** Lists values that match the patterns of a policy and are not written out in it. */
function listAlike(admission: Admission, claim: string): string[] {
  return listClaimed(admission, claim).filter((pattern) => /[*?]/.test(pattern)).map((pattern) => fillPattern(pattern));
}

/** Account numbers that match a pattern with a wildcard in the number. */
function listAccountsAlike(meant: Brought): string[] {
  const patterns = NAMING.flatMap((key) => meant[key] ?? []);
  const numbers = (listPrincipals(meant, {}) ?? []).map((arn) => findAccount(arn)!);
  return [...new Set(numbers)].filter((number) => number !== OWN_ACCOUNT && !patterns.some((pattern) => pattern.includes(number)));
}

function listStrangers(admission: Admission, isAlike: boolean): string[] {
  return listClaimed(admission, 'sub').flatMap((pattern) => listStrangeSubjects(findForm(admission)!, pattern))
    .filter((one) => one.isAlike === isAlike).map(({ subject }) => subject);
}

/** The subjects that go with a claim: those of the repository that it names, if any, with endings that the policy may require. */
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
  return `Require "${findIssuer(admission)}:sub" with the whole name of the ${whose}, up to the "${separator}" after it: "${form}"`;
}
