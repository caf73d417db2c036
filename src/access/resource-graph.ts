import { CfnResource } from 'aws-cdk-lib';

/** Which resources of a stack come after one of them, by `DependsOn` or by reference. */
export class ResourceGraph {
  private readonly resources = new Map<string, CfnResource>();
  private readonly known = new Map<CfnResource, boolean>();

  constructor(private readonly target: CfnResource) {
    const { stack } = target;
    for (const child of stack.node.findAll()) {
      if (CfnResource.isCfnResource(child) && child.stack === stack) {
        this.resources.set(stack.getLogicalId(child), child);
      }
    }
    this.known.set(target, true);
  }

  /** Whether any resource says by `DependsOn` that it comes after the target. */
  public get isAwaited(): boolean {
    return [...this.resources.values()].some((resource) => resource.obtainDependencies().includes(this.target));
  }

  /** Whether a resource comes after the target, directly or through others. */
  public isAfter(resource: CfnResource): boolean {
    const known = this.known.get(resource);
    if (known !== undefined) {
      return known;
    }
    this.known.set(resource, false); // for a circle, which is not ours to find
    const isAfter = this.predecessorsOf(resource).some((one) => this.isAfter(one));
    this.known.set(resource, isAfter);
    return isAfter;
  }

  private predecessorsOf(resource: CfnResource): CfnResource[] {
    const text = JSON.stringify(this.target.stack.resolve((resource as Synthesizable)._toCloudFormation()));
    const referred = [...text.matchAll(REFERENCE)].map(([, id, inText]) => this.resources.get(id ?? inText));
    return [...referred, ...resource.obtainDependencies()].filter((one): one is CfnResource => one !== undefined && CfnResource.isCfnResource(one));
  }
}

/** The logical ID in `{"Ref":"ID"}`, `{"Fn::GetAtt":["ID","Arn"]}`, or in the text of `Fn::Sub`. */
const REFERENCE = /"(?:Ref|Fn::GetAtt)":\[?"([A-Za-z0-9]+)|\$\{([A-Za-z0-9]+)/g;

/** What every resource of aws-cdk-lib can, and its types do not show. */
type Synthesizable = CfnResource & { _toCloudFormation(): object };
