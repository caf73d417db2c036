import { Answer, Question } from './question';
import { AccessDenied } from '../core/call/access-denied';

/** The call that was asked about, as docs/explain.schema.json has it. */
export function questionJson({ caller, modelId, profileId, stream }: Question): object {
  const { account, region, principalArn } = caller;
  return { model: modelId, region, account, ...principalArn === undefined ? {} : { principal: principalArn }, profileKind: profileId === undefined ? 'global' : 'application', ...profileId === undefined ? {} : { profileId }, streaming: stream };
}

/** An answer, as docs/explain.schema.json has it. */
export function answerJson({ outcome, legs, explanation, assumptions }: Answer): object {
  return {
    outcome,
    assumptions,
    legs: legs.map(({ leg: { leg, action, resource, requestedRegion }, verdict }) => ({
      leg,
      action,
      resource,
      requestedRegion,
      outcome: verdict.outcome,
      layer: verdict.layer.kind,
      layerName: verdict.layer.name,
      policy: verdict.policy?.name,
      sid: verdict.statement?.sid,
      statement: verdict.statement?.index,
      unknownKeys: verdict.unknown,
    })),
    obstacles: explanation.findings.map(({ leg, obstacle, conditions }) => ({
      leg: leg.leg,
      outcome: obstacle.outcome,
      layer: obstacle.layer.kind,
      layerName: obstacle.layer.name,
      policy: obstacle.policy?.name,
      sid: obstacle.statement?.sid,
      statement: obstacle.statement?.index,
      conditions,
    })),
    remedies: explanation.remedies.map(({ kind, legs: mended, layer, policyName, statementIndex, sentence, statements }) => ({
      kind, legs: mended, layer: layer.kind, layerName: layer.name, policy: policyName, statement: statementIndex, sentence, statements,
    })),
  };
}

export function errorJson({ meaning, leg, action, resource, explicit, layer, policyArn, principalArn }: AccessDenied): object {
  return { leg, action, resource, explicit, layer, policyArn, principal: principalArn, meaning };
}
