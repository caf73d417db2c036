import { Answer, explainAnswers } from './answer';
import { ShownCall } from './question';
import { Decision } from '../core/call/decide';
import { AccessDenied } from '../core/call/errors/access-denied';
import { CallFailure } from '../core/call/errors/call-failures';
import { Evidence } from '../core/call/evidence';
import { Explanation } from '../core/call/explain';
import { writeUnknowns } from '../core/call/unknown-facts';
import { writeWarnings } from '../core/call/write-explanation';
import { findWorst } from '../core/iam/outcome';

/** Writes the call that was asked about, as docs/explain.schema.json describes it. */
export function writeCall({ account, region, principalArn, projectId, modelId, profileId, profileName, stream }: ShownCall): object {
  return {
    model: modelId,
    region,
    account,
    ...principalArn === undefined ? {} : { principal: writeUnknowns(principalArn) },
    profileKind: profileId === undefined ? 'global' : 'application',
    ...profileId === undefined ? {} : { profileId },
    ...profileName === undefined ? {} : { profileName },
    ...projectId === undefined ? {} : { projectId },
    streaming: stream,
  };
}

/** Writes answers, as docs/explain.schema.json describes them: the worst one, the remedies for all, and each call. */
export function writeAnswers(answers: readonly Answer[]): object {
  const denied = findWorst(answers.map(({ decision }) => decision));
  const worst = answers.find(({ decision }) => decision === denied) ?? answers[0];
  const { question: { call, evidence }, assumptions, decision } = worst;
  const explanation = explainAnswers(answers);
  const { findings } = answers.length === 1 ? explanation : explainAnswers([worst]);
  return {
    call: writeCall(call),
    evidence: writeEvidence(evidence),
    ...writeDecision(decision, assumptions),
    restsOn: worst.restsOn,
    obstacles: writeObstacles(findings),
    remedies: writeRemedies(explanation),
    warnings: writeWarnings(explanation).map(writeUnknowns),
    calls: answers.map(writeOne),
  };
}

function writeOne({ question: { call, evidence }, assumptions, decision, restsOn }: Answer): object {
  return { call: writeCall(call), evidence: writeEvidence(evidence), ...writeDecision(decision, assumptions), restsOn };
}

/** Writes one answer. */
export function writeAnswer(one: Answer): object {
  const explanation = explainAnswers([one]);
  return {
    ...writeDecision(one.decision, one.assumptions),
    restsOn: one.restsOn,
    obstacles: writeObstacles(explanation.findings),
    remedies: writeRemedies(explanation),
    warnings: writeWarnings(explanation).map(writeUnknowns),
  };
}

function writeEvidence(evidence: readonly Evidence[]): object[] {
  return evidence.map((one) => ({ ...one, value: writeUnknowns(one.value) }));
}

function writeDecision({ outcome, legs }: Decision, assumptions: readonly string[]): object {
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
  };
}

function writeObstacles(findings: Explanation['findings']): object[] {
  return findings.map(({ leg: { leg }, obstacle, conditions }) => ({
    leg,
    outcome: obstacle.outcome,
    layer: obstacle.layer.kind,
    layerName: obstacle.layer.name,
    policy: obstacle.policy?.name,
    sid: obstacle.statement?.sid,
    statement: obstacle.statement?.index,
    conditions: conditions.map((one) => ({ ...one, actual: one.actual?.map(writeUnknowns) })),
  }));
}

function writeRemedies({ remedies }: Explanation): object[] {
  return remedies.map(({ kind, legs, layer, policy, statement, sentence, statements }) => ({
    kind,
    legs,
    layer: layer.kind,
    layerName: layer.name,
    policy: policy?.name,
    statement: statement?.index,
    sentence: writeUnknowns(sentence),
    statements,
  }));
}

/** Writes what the text of an error says. */
export function writeError(denied: AccessDenied): object {
  const { meaning, leg, action, resource, explicit, layer, policyArn, principalArn, grant, evidence } = denied;
  const principal = principalArn === undefined ? undefined : writeUnknowns(principalArn);
  return { leg, action, resource, explicit, layer, policyArn, principal, meaning, grant, evidence: writeEvidence(evidence) };
}

/** Writes what is known about a failure that no policy of the caller decides. */
export function writeFailure({ kind, meaning, command, waitingHelps, modelId, region, evidence }: CallFailure): object {
  return { kind, meaning, command, waitingHelps, model: modelId, region, evidence: writeEvidence(evidence) };
}
