import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

const UNUSED = 'cdk-bedrock-cris:access.unused';

/** Warns that no identity has the access. The first grant removes the warning, by acknowledging it. */
export class UnusedWarning {
  private isUsed = false;

  constructor(private readonly access: IConstruct) {}

  public give(): void {
    const { access } = this;
    Annotations.of(access).addWarningV2(UNUSED, `${access.node.path}: gives no identity access, so it creates nothing. Set 'role' or ` +
      '\'assumedBy\', call grantInvoke() or attachTo(), set \'managedPolicyName\' for a permission set, or acknowledge this warning');
  }

  public takeBack(): void {
    if (!this.isUsed) {
      this.isUsed = true;
      Annotations.of(this.access).acknowledgeWarning(UNUSED);
    }
  }
}
