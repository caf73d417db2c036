import { Answer } from './answer';
import { Question } from './question';
import { AccessDenied } from '../core/call/access-denied';
import { writeWarnings } from '../core/call/write-explanation';

/** Writes the call that was asked about, as docs/explain.schema.json has it. */
export function writeQuestion({ caller: { account, region, principalArn, projectId }, modelId, profileId, stream }: Question): object {
  return {
    model: modelId,
    region,
    account,
    ...principalArn === undefined ? {} : { principal: principalArn },
    profileKind: profileId === undefined ? 'global' : 'application',
    ...profileId === undefined ? {} : { profileId },
    ...projectId === undefined ? {} : { projectId },
    streaming: stream,
  };
}

/** Writes an answer, as docs/explain.schema.json has it. */
export function writeAnswer({ decision: { outcome, legs }, explanation, assumptions }: Answer): object {
  const { findings, remedies } = explanation;
  return {
    outcome,
    assumptions,
    legs: legs.map(({ leg: { leg, action, resource, requestedRegion, isAnnounced }, verdict }) => ({
      leg,
      action,
      resource,
      requestedRegion,
      outcome: verdict.outcome,
      announced: isAnnounced,
      layer: verdict.layer.kind,
      layerName: verdict.layer.name,
      policy: verdict.policy?.name,
      sid: verdict.statement?.sid,
      statement: verdict.statement?.index,
      unknownKeys: verdict.unknown,
    })),
    obstacles: findings.map(({ leg: { leg }, obstacle, conditions }) => ({
      leg,
      outcome: obstacle.outcome,
      layer: obstacle.layer.kind,
      layerName: obstacle.layer.name,
      policy: obstacle.policy?.name,
      sid: obstacle.statement?.sid,
      statement: obstacle.statement?.index,
      conditions,
    })),
    remedies: remedies.map(({ kind, legs: mended, layer, policy, statement, sentence, statements }) => ({
      kind,
      legs: mended,
      layer: layer.kind,
      layerName: layer.name,
      policy: policy?.name,
      statement: statement?.index,
      sentence,
      statements,
    })),
    warnings: writeWarnings(explanation),
  };
}

/** Writes what the text of an error says. */
export function writeError({ meaning, leg, action, resource, explicit, layer, policyArn, principalArn }: AccessDenied): object {
  return { leg, action, resource, explicit, layer, policyArn, principal: principalArn, meaning };
}
