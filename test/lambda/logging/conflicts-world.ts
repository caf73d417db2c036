import type { Modes } from './conflicts';
import type { Aws, Place } from './conflicts-places';
import type { Setting } from '../../../src/lambda/logging/wire';
import { Asked, Result, Stack } from '../../support/guest/stack';

export const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;
const PREVIOUS = { PreviousRoleArns: [role('yours'), role('since')], PreviousBucketNames: ['your-bucket', 'another-bucket'] };

/** One account, and the stacks in it. */
export class World {
  public readonly aws: Aws;
  /** What is deployed of yours. */
  public wish?: Setting;
  /** What others do during your next deployment. */
  public meanwhile?: () => Promise<void>;
  private readonly yours: Stack;
  private readonly others: Stack;

  constructor({ aws, server, guest, stackIds }: Place, private readonly modes: Modes) {
    this.aws = aws;
    this.yours = new Stack(server, guest, 'yours', stackIds?.yours);
    this.others = new Stack(server, guest, 'others', stackIds?.others);
  }

  public async deploy(wish: Setting, asked: Asked = {}): Promise<Result[]> {
    const results = await this.yours.deploy(wish, this.complete({ afterwards: this.meanwhile, ...asked }));
    this.wish = results.length === 1 ? wish : this.wish; // otherwise it was rolled back
    return results;
  }

  /** With other properties that are not the setting. */
  public async touch(): Promise<Result[]> {
    return this.deploy(this.wish!, { properties: { PreviousBucketNames: [...PREVIOUS.PreviousBucketNames, 'one-more'] } });
  }

  public async remove(): Promise<Result[]> {
    return this.yours.delete();
  }

  public async othersDeploy(wish: Setting, asked: Asked = {}): Promise<void> {
    await this.others.deploy(wish, this.complete(asked));
  }

  public async othersRemove(): Promise<void> {
    await this.others.delete();
  }

  private complete(asked: Asked): Asked {
    return { ...this.modes, ...asked, properties: { ...PREVIOUS, ...asked.properties } };
  }
}
