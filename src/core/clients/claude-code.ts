import { chooseTarget, ClientGuardrail, ClientModel, writeAnthropicId } from './client-model';
import { REGION_VARIABLE } from '../facts/client-settings';
import { CLAUDE_CODE_RESTRICTIONS, CLAUDE_CODE_VARIABLES as VARIABLES, GUARDRAIL_HEADERS } from '../facts/clients';

/** The model for each use. */
export interface ModelChoice {
  readonly primary: ClientModel;
  readonly background: ClientModel;
  readonly opus: ClientModel;
  readonly sonnet: ClientModel;
  readonly fable: ClientModel;
  readonly subagents: ClientModel;
}

/** Writes the variables of Claude Code and its Agent SDK. Each variable that names a model names a chosen one. */
export function writeEnvironment(choice: ModelChoice, sourceRegion: string, guardrail?: ClientGuardrail): Record<string, string> {
  const background = chooseTarget(choice.background);
  return {
    [VARIABLES.provider]: '1',
    [REGION_VARIABLE]: sourceRegion,
    [VARIABLES.profilePrefix]: 'global',
    [VARIABLES.primary]: chooseTarget(choice.primary),
    [VARIABLES.opus]: chooseTarget(choice.opus),
    [VARIABLES.sonnet]: chooseTarget(choice.sonnet),
    [VARIABLES.fable]: chooseTarget(choice.fable),
    [VARIABLES.haiku]: background,
    [VARIABLES.smallFast]: background,
    [VARIABLES.subagents]: chooseTarget(choice.subagents),
    // The model that judges whether an action is safe must be as able as the model that acts.
    [VARIABLES.autoMode]: chooseTarget(choice.primary),
    [VARIABLES.backgroundClassifier]: background,
    ...guardrail && { [VARIABLES.headers]: writeHeaders(guardrail) },
  };
}

/** Names the guardrail by its ARN, as policies do. */
function writeHeaders({ guardrailArn, guardrailVersion }: ClientGuardrail): string {
  return `${GUARDRAIL_HEADERS.identifier}: ${guardrailArn}\n${GUARDRAIL_HEADERS.version}: ${guardrailVersion}`;
}

/**
 * Writes the managed settings of Claude Code. The list has each model twice: by the profile ID that is passed, and by Anthropic's ID, which
 * leads to that. Claude Code does not know that both are the same model.
 */
export function writeManagedSettings(
  choice: ModelChoice, models: readonly ClientModel[], sourceRegion: string, guardrail?: ClientGuardrail,
): object {
  return {
    model: chooseTarget(choice.primary),
    availableModels: models.flatMap((model) => [chooseTarget(model), writeAnthropicId(model)]), // the default is the first
    ...CLAUDE_CODE_RESTRICTIONS,
    modelOverrides: Object.fromEntries(models.map((model) => [writeAnthropicId(model), chooseTarget(model)])),
    env: writeEnvironment(choice, sourceRegion, guardrail),
  };
}
