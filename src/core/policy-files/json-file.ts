import { fillAccount, nameDocuments, PolicyFile, PrintedPolicy, writeSlug } from './printed-policy';
import { writeDocumentJson } from '../statements/document-json';

/** Writes each document as a minified file, for consoles, command lines and other tools. */
export function writeJsonFiles(policy: PrintedPolicy): PolicyFile[] {
  return nameDocuments(writeSlug(policy), policy).map((name, index) => ({
    path: `${name}.json`,
    text: `${fillAccount(writeDocumentJson(policy.documents[index]), policy.account!)}\n`,
  }));
}
