import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { evaluate, Verdict } from '../../src/core/iam/evaluate';
import { Layer, PolicyLayer } from '../../src/core/iam/layer';
import { InvocationOutcome } from '../../src/core/iam/outcome';
import { parsePolicy, Policy } from '../../src/core/iam/policy';
import { IamRequest, Requester } from '../../src/core/iam/request';
import { Assumption } from '../../src/core/trust/assumption';
import { AssumptionVerdict, decideAssumption, readTrust } from '../../src/core/trust/decide-assumption';

export interface NamedDocument {
  readonly name: string;
  readonly document: unknown;
}

/** A request and the policies that meet in it, as plain JSON that both engines can read. */
export interface Case {
  /** ARN of the caller. Nothing is inferred from it: `aws:PrincipalArn` and its like belong in `context`. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** What is not here is absent from the request. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly identity: readonly NamedDocument[];
  readonly boundary?: NamedDocument;
  readonly session?: NamedDocument;
  readonly endpoint?: NamedDocument;
  /** Of the role that is the resource: see `decideTrust`. */
  readonly trust?: NamedDocument;
  /** The root's service control policies first. */
  readonly scpLevels?: readonly (readonly NamedDocument[])[];
}

export type CertainOutcome = Exclude<InvocationOutcome, InvocationOutcome.DEPENDS>;

const OUTCOMES: Readonly<Record<string, CertainOutcome>> = {
  Allowed: InvocationOutcome.ALLOWED,
  ImplicitlyDenied: InvocationOutcome.IMPLICITLY_DENIED,
  ExplicitlyDenied: InvocationOutcome.EXPLICITLY_DENIED,
};

type Answer = { readonly outcome: string } | { readonly error: string };

/** An independent engine, in a process of its own (see iam-simulate.cjs). */
export class Judge {
  private readonly child: ChildProcess;
  private readonly waiting: { resolve: (outcome: CertainOutcome) => void; reject: (error: Error) => void }[] = [];

  constructor() {
    this.child = spawn(process.execPath, [join(__dirname, 'iam-simulate.cjs')], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.child.stdout! }).on('line', (line) => {
      const answer = JSON.parse(line) as Answer;
      const question = this.waiting.shift();
      if ('error' in answer) {
        question?.reject(new Error(`the judge failed: ${answer.error}`));
      } else {
        question?.resolve(OUTCOMES[answer.outcome]);
      }
    });
    this.child.on('exit', (code) => this.waiting.splice(0).forEach(({ reject }) => reject(new Error(`the judge left with code ${code}`))));
  }

  public async ask(given: Case): Promise<CertainOutcome> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.child.stdin!.write(`${JSON.stringify(given)}\n`);
    });
  }

  public async close(): Promise<void> {
    if (this.child.exitCode === null) {
      const exited = once(this.child, 'exit');
      this.child.stdin!.end();
      await exited;
    }
  }
}

/** The case's policies as our engine's layers. */
export function engineLayers(given: Case): Layer[] {
  const layer = (kind: PolicyLayer, documents: readonly NamedDocument[], name: string = kind): Layer =>
    ({ kind, name, policies: documents.map((one) => parsePolicy(one.name, one.document)) });
  const single = (kind: PolicyLayer, document?: NamedDocument) => document ? [layer(kind, [document])] : [];
  return [
    layer(PolicyLayer.IDENTITY, given.identity),
    ...single(PolicyLayer.PERMISSIONS_BOUNDARY, given.boundary),
    ...single(PolicyLayer.SESSION, given.session),
    ...single(PolicyLayer.VPC_ENDPOINT, given.endpoint),
    ...(given.scpLevels ?? []).map((documents, level) => layer(PolicyLayer.SERVICE_CONTROL, documents, `level ${level}`)),
  ];
}

/** The case's request as our engine takes it; `unknown` are the condition keys (in lower case) that it is not told of. */
export function engineRequest({ principal, action, resource, context }: Case, unknown: readonly string[] = []): IamRequest {
  const [, partition, , , account] = principal.split(':');
  return { action, resource, context: new ClosedWorld(context, unknown), environment: { account, partition, region: 'af-south-1' } };
}

/** Our engine's verdict on the case. */
export function decide(given: Case, unknown?: readonly string[]): Verdict {
  return evaluate(engineLayers(given), engineRequest(given, unknown));
}

/** Our engine's verdict on a case with a trust policy. */
export function decideTrust(given: Case & Required<Pick<Case, 'trust'>>): AssumptionVerdict {
  const policy = readTrust(given.trust.document);
  return decideAssumption(policy, writeAssumption(given, policy));
}

/** The case as our engine is asked whether somebody may assume a role; what the case does not have is absent. */
function writeAssumption({ principal, action, context }: Case, trust: Policy): Assumption {
  const isFederated = /:(oidc|saml)-provider\//.test(principal);
  const kind: Requester['kind'] = isFederated ? 'Federated' : principal.startsWith('arn:') ? 'AWS' : 'Service';
  const carried = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const named = trust.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key));
  const absent = named.filter((key) => !carried.has(key.toLowerCase()));
  return {
    action,
    principal: { kind, names: [principal] },
    context: {
      ...Object.fromEntries(absent.map((key) => [key, []])),
      ...Object.fromEntries(Object.entries(context).map(([key, values]) => [key, [values].flat()])),
    },
  };
}

/** A request's context of which all is known but some keys: whatever it does not carry is absent, as the judge takes it. */
class ClosedWorld extends Map<string, readonly string[]> {
  constructor(context: Case['context'], private readonly unknown: readonly string[]) {
    super();
    Object.entries(context).forEach(([key, value]) => this.set(key.toLowerCase(), typeof value === 'string' ? [value] : value));
  }

  public get(key: string): readonly string[] | undefined {
    return this.unknown.includes(key) ? undefined : super.get(key) ?? [];
  }

  public has(key: string): boolean {
    return !this.unknown.includes(key);
  }
}
