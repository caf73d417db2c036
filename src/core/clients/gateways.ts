import { chooseTarget, ClientGuardrail, ClientModel, writeShortId } from './client-model';
import { LITE_LLM_GUARDRAIL, LITE_LLM_ROUTE, SPRING_PROPERTIES } from '../facts/clients';
import { titleModel } from '../facts/model-ids';

/** Writes the models of the Claude apps gateway, without its own models, which it calls through profiles of the US. */
export function writeGatewayModels(models: readonly ClientModel[], upstream: string): object {
  return {
    auto_include_builtin_models: false,
    models: models.map((model) => ({
      id: writeShortId(model), label: titleModel(model.modelId), upstream_model: { [upstream]: chooseTarget(model) },
    })),
  };
}

/** Writes the models of LiteLLM. It knows capabilities and prices by the model's ID, so an application profile is a separate value. */
export function writeLiteLlmModels(models: readonly ClientModel[], sourceRegion: string, guardrail?: ClientGuardrail): object {
  return {
    model_list: models.map((model) => ({
      model_name: writeShortId(model),
      litellm_params: {
        model: `${LITE_LLM_ROUTE}${model.profileId}`,
        ...model.applicationProfileArn === undefined ? {} : { model_id: model.applicationProfileArn },
        aws_region_name: sourceRegion,
        ...guardrail && {
          [LITE_LLM_GUARDRAIL]: { guardrailIdentifier: guardrail.guardrailArn, guardrailVersion: guardrail.guardrailVersion },
        },
      },
    })),
  };
}

/** Writes the properties of Spring AI, with the model under both names. */
export function writeSpringProperties(model: ClientModel, sourceRegion: string): Record<string, string> {
  return {
    [SPRING_PROPERTIES.region]: sourceRegion,
    ...Object.fromEntries(SPRING_PROPERTIES.model.map((name) => [name, chooseTarget(model)])),
  };
}
