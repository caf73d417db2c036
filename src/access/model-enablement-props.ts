import { ClaudeModel } from '../catalog/claude-model';

/** The models to enable, and the Region. */
export interface ModelEnablementProps {
  /**
   * The models: at least one, no duplicates. Each needs an AWS Marketplace product ID. The library knows it for the models that it lists.
   * For others, use `ClaudeModel.of()` with `marketplaceProductId` from the model card.
   */
  readonly models: ClaudeModel[];

  /**
   * The Region to submit Anthropic's form and make the agreements in: the Region that calls are made from.
   *
   * @default - the stack's Region
   */
  readonly sourceRegion?: string;
}
