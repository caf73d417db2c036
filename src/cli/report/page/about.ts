import { Html } from './html';

/** What a page says of itself. */
export interface PageAbout {
  /** The directory of the cloud assembly. */
  readonly assembly: string;
  readonly date: string;
  /** The version of cdk-bedrock-cris. */
  readonly version: string;
}

/** A section that another part of the product has written. */
export interface PageSection {
  readonly id: string;
  readonly heading: string;
  readonly content: Html;
}
