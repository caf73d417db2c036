import { push } from './collections';

/** CDK's metadata of one construct: its logical ID and its path. */
export type PathEntry = readonly [logicalId: string, path: string];

/** The construct paths of a stack and its nested stacks. */
interface Known {
  /** Read on first use, because most templates hold the paths themselves. */
  readonly read: () => readonly PathEntry[];
  entries?: ReadonlyMap<string, readonly string[]>;
  readonly nested: Set<string>;
}

/** Finds construct paths by logical ID if a template lacks them. Nested stacks may repeat IDs. */
export class ConstructPaths {
  /** For templates without metadata. */
  public static readonly NONE = ConstructPaths.read(() => []);

  public static read(read: () => readonly PathEntry[]): ConstructPaths {
    return new ConstructPaths({ read, nested: new Set() }, '');
  }

  private constructor(private readonly known: Known, private readonly prefix: string) {}

  public get(logicalId: string): string | undefined {
    return this.readEntries().get(logicalId)?.find((path) => this.findOwner(path) === this.prefix);
  }

  /** The paths of a nested stack. */
  public nest(path: string): ConstructPaths {
    this.known.nested.add(path);
    return new ConstructPaths(this.known, path);
  }

  private readEntries(): ReadonlyMap<string, readonly string[]> {
    if (this.known.entries === undefined) {
      const entries = new Map<string, string[]>();
      this.known.read().forEach(([id, path]) => push(entries, id, path));
      this.known.entries = entries;
    }
    return this.known.entries;
  }

  private findOwner(path: string): string {
    const owners = [...this.known.nested].filter((one) => path.startsWith(`${one}/`));
    return owners.reduce((longest, one) => one.length > longest.length ? one : longest, '');
  }
}
