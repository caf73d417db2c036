import { ClaudeClientSettingsOptions } from './client-settings-options';
import { IApplicationProfile } from '../catalog/application-profile';
import { ClaudeModel } from '../catalog/claude-model';
import { ModelChoice } from '../core/clients/claude-code';
import { ClientModel, findFamily, ModelFamily } from '../core/clients/client-model';

/** The models that clients of one access may call, and the use of each. */
export interface ClientModels {
  readonly choice: ModelChoice;
  /** All granted models, in the order in which clients offer them. */
  readonly models: readonly ClientModel[];
}

/** Lists the models that an access grants, each once, in its order. */
export function listGranted(models: readonly ClaudeModel[], applicationProfiles: readonly IApplicationProfile[]): ClaudeModel[] {
  const all = [...models, ...applicationProfiles.map(({ model }) => model)];
  return all.filter(({ modelId }, index) => all.findIndex((other) => other.modelId === modelId) === index);
}

/** Chooses the model for each use of a client. A model granted through an application profile is called through it. */
export function chooseModels(
  { primary, background, opus, sonnet, fable, subagents }: ClaudeClientSettingsOptions,
  granted: readonly ClaudeModel[], applicationProfiles: readonly IApplicationProfile[],
): ClientModels {
  const name = ({ modelId, globalProfileId }: ClaudeModel): ClientModel => ({
    modelId,
    profileId: globalProfileId,
    applicationProfileArn: applicationProfiles.find(({ model }) => model.modelId === modelId)?.profileArn,
  });
  const ofFamily = (family: ModelFamily) =>
    name([primary, ...granted].find(({ modelId }) => findFamily(modelId) === family) ?? background);
  const given = (model: ClaudeModel | undefined) => model && name(model);
  return {
    choice: {
      primary: name(primary),
      background: name(background),
      opus: given(opus) ?? ofFamily('opus'),
      sonnet: given(sonnet) ?? ofFamily('sonnet'),
      fable: given(fable) ?? ofFamily('fable'),
      subagents: name(subagents ?? primary),
    },
    models: listGranted([primary, background, ...granted], []).map(name),
  };
}
