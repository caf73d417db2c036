import { AppIdentity } from './app-identity';
import { ANY_OTHER_MODEL, makeCaller } from './choose-call';
import { Numbers } from './collections';
import { Judge } from './judge-identity';
import { ELSEWHERE } from './only-way';
import { OtherCall, ReportOtherCalls } from './report';
import { findSpelled } from './spelled';
import { callDirectly, callThrough, chooseInvokeAction } from '../call/calls';
import { decide } from '../call/decide';
import { Caller, Leg } from '../call/leg';
import { writeInferenceProfileArn } from '../facts/arns';
import { GEOGRAPHIES } from '../facts/model-ids';
import { Layer } from '../iam/layer';
import { InvocationOutcome } from '../iam/outcome';

const ACTIONS = [false, true].map(chooseInvokeAction);

type Found = Pick<ReportOtherCalls, 'direct' | 'geographic'>;

/** Finds identities that may also call Claude directly or through geographic profiles. */
export class OtherCalls {
  private readonly numbers = new Numbers();
  private readonly known = new Map<string, Found>();

  constructor(private readonly judge: Judge) {}

  /** Asks about the models and Regions that its policies name, and some others. Returns nothing if all such calls are denied. */
  public find(identity: AppIdentity): ReportOtherCalls[] {
    const { path, account } = identity;
    const found = this.findOnce(identity);
    const isClosed = found.direct.answer === 'denied' && found.geographic.answer === 'denied';
    return isClosed ? [] : [{ identity: path, ...account !== undefined && { account }, ...found }];
  }

  private findOnce(identity: AppIdentity): Found {
    const layers = this.judge.findLayers(identity, identity.account);
    const key = [this.numbers.of(layers), identity.account, identity.region, this.judge.writeName(identity)].join(' ');
    const known = this.known.get(key) ?? ask(identity, layers);
    this.known.set(key, known);
    return known;
  }
}

function ask(identity: AppIdentity, layers: readonly Layer[]): Found {
  const own = identity.policies.map(({ policy }) => policy);
  const spelled = own.map(findSpelled);
  const models = [...new Set([...spelled.flatMap((one) => [...one.models, ...one.matched]), ANY_OTHER_MODEL])];
  const regions = [...new Set([identity.region, ...spelled.flatMap((one) => one.regions), ...ELSEWHERE])];
  const findAnswer = (list: (caller: Caller, modelId: string, action: string) => Leg[][]): OtherCall => {
    const outcomes = regions.map((region) => {
      const caller = makeCaller(identity, identity.account, region);
      const calls = models.flatMap((modelId) => ACTIONS.flatMap((action) => list(caller, modelId, action)));
      const mayCall = own.some(({ statements }) => statements.some((statement) =>
        statement.effect === 'Allow' && calls.some(([leg]) => statement.isAboutAction(leg) !== false)));
      return { region, outcomes: new Set(mayCall ? calls.map((legs) => decide(layers, legs).outcome) : []) };
    });
    const from = (outcome: InvocationOutcome) => outcomes.filter((one) => one.outcomes.has(outcome)).map(({ region }) => region);
    const [allowed, open] = [from(InvocationOutcome.ALLOWED), from(InvocationOutcome.DEPENDS)];
    const named = (all: readonly (string | undefined)[]) => all.filter((region) => region !== undefined);
    return allowed.length > 0 ? { answer: 'allowed', regions: named(allowed) }
      : open.length > 0 ? { answer: 'not-judged', regions: named(open) } : { answer: 'denied', regions: [] };
  };
  return {
    direct: findAnswer((caller, modelId, action) => [callDirectly(caller, modelId, action)]),
    // Without the destination Regions: if the first legs are allowed, the way is not certainly closed.
    geographic: findAnswer((caller, modelId, action) => GEOGRAPHIES.map((geography) =>
      callThrough(caller, writeInferenceProfileArn(caller, caller.account, `${geography}.${modelId}`), modelId, action, []))),
  };
}
