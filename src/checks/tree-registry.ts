import { IConstruct } from 'constructs';

/**
 * What the constructs of one tree record about themselves. The tree's root holds it, so it ends with the tree; all copies of this
 * package share its name.
 */
export class TreeRegistry<T> {
  private readonly key: symbol;

  constructor(name: string) {
    this.key = Symbol.for(`cdk-bedrock-cris.${name}`);
  }

  public add(scope: IConstruct, entry: T): void {
    const { root } = scope.node;
    if (!Reflect.has(root, this.key)) {
      Object.defineProperty(root, this.key, { value: [] });
    }
    Reflect.get(root, this.key).push(entry);
  }

  /** Lists what was recorded in the tree of a construct. */
  public of(scope: IConstruct): readonly T[] {
    return Reflect.get(scope.node.root, this.key) ?? [];
  }
}
