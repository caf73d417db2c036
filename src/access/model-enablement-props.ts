import { ClaudeModel } from '../catalog/claude-model';

/** Which models are enabled, where. */
export interface ModelEnablementProps {
  /**
   * The models: at least one, none twice. Each needs its AWS Marketplace product ID, which this library knows for the models that it lists;
   * give others by `ClaudeModel.of()` with `marketplaceProductId`, from the model card.
   */
  readonly models: ClaudeModel[];

  /**
   * The Region in which Anthropic's form is submitted and the agreements are made: that from which the models are called.
   *
   * @default - the Region of the stack
   */
  readonly sourceRegion?: string;
}
