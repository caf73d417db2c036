import { CfnResource } from 'aws-cdk-lib';
import { Synthesizable } from '../checks/synthesizable';

/** Tells which resources of a stack come after a target, by `DependsOn` or by reference. */
export class ResourceGraph {
  /** Whether the `DependsOn` of any resource names the target. */
  public readonly isAwaited: boolean;

  private readonly resources: readonly CfnResource[];
  /** Answers so far. */
  private readonly after = new Map<CfnResource, boolean>();
  private byLogicalId?: Map<string, CfnResource>;

  constructor(private readonly target: CfnResource) {
    const { stack } = target;
    this.resources = stack.node.findAll().filter(CfnResource.isCfnResource).filter((resource) => resource.stack === stack);
    this.isAwaited = this.resources.some((resource) => resource.obtainDependencies().includes(target));
    this.after.set(target, true);
  }

  /** Whether a resource comes after the target, directly or through others. */
  public isAfter(resource: CfnResource): boolean {
    const known = this.after.get(resource);
    if (known !== undefined) {
      return known;
    }
    this.after.set(resource, false); // ends the search in a circle, which CloudFormation reports
    const isAfter = this.listPredecessors(resource).some((predecessor) => this.isAfter(predecessor));
    this.after.set(resource, isAfter);
    return isAfter;
  }

  private listPredecessors(resource: CfnResource): CfnResource[] {
    const { stack } = this.target;
    const resources = this.byLogicalId ??= new Map(this.resources.map((known) => [stack.getLogicalId(known), known]));
    const text = JSON.stringify(stack.resolve((resource as Synthesizable)._toCloudFormation()));
    const referred = [...text.matchAll(REFERENCE)].map(([, id, inText]) => resources.get(id ?? inText));
    return [...referred, ...resource.obtainDependencies()].filter(CfnResource.isCfnResource);
  }
}

/** The logical ID in `{"Ref":"ID"}`, `{"Fn::GetAtt":["ID","Arn"]}`, or in the text of `Fn::Sub`. */
const REFERENCE = /"(?:Ref|Fn::GetAtt)":\[?"([A-Za-z0-9]+)|\$\{([A-Za-z0-9]+)/g;
