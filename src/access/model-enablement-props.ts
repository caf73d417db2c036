import { ClaudeModel } from '../catalog/claude-model';

/** The models to enable, and the Region. */
export interface ModelEnablementProps {
  /**
   * The models to enable: at least one, no duplicates. Each needs an AWS Marketplace product ID, which the library knows for the models
   * that it lists. For others, use `ClaudeModel.of()` with the `marketplaceProductId` from the model card.
   */
  readonly models: ClaudeModel[];

  /**
   * The source Region. You also submit Anthropic's form and accept the agreements in this Region.
   *
   * @default - the stack's Region
   */
  readonly sourceRegion?: string;
}
