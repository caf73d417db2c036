import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

const UNUSED = 'cdk-bedrock-cris:access.unused';

/** The warning that an access gives access to nobody. Once it is used, it needs none; acknowledging removes it again. */
export class UnusedWarning {
  private isUsed = false;

  constructor(private readonly access: IConstruct) {}

  public give(): void {
    const { access } = this;
    Annotations.of(access).addWarningV2(UNUSED, `${access.node.path}: gives access to nobody, so it creates nothing. Set 'role' or ` +
      '\'assumedBy\', call grantInvoke() or attachTo(), set \'managedPolicyName\' for a permission set, or acknowledge this warning');
  }

  public takeBack(): void {
    if (!this.isUsed) {
      this.isUsed = true;
      Annotations.of(this.access).acknowledgeWarning(UNUSED);
    }
  }
}
