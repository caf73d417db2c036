import { Html } from './html';

/** The facts in the header of a page. */
export interface PageAbout {
  /** The directory of the cloud assembly. */
  readonly assembly: string;
  readonly date: string;
  /** The version of cdk-bedrock-cris. */
  readonly version: string;
}

/** A section from another part of the product. */
export interface PageSection {
  readonly id: string;
  readonly heading: string;
  readonly content: Html;
}
