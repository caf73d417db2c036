/** What jsii-pacmak is told for every language: the examples of README.md and of the doc comments in the language of the package. */
export const TRANSLATED = '--rosetta-unknown-snippets=translate';

/**
 * What it is told for Java. By itself it writes the newest version of the day into the POM, for all its users; so everything newer than the
 * oldest that we allow does not exist for it. Maven takes the version that users name themselves before that of a POM further away.
 */
export function withOldest(versions: readonly string[]): string[] {
  const [majors, rests] = [/^\d+/, /(?<=\.).*/].map((part) => versions.map((version) => part.exec(version)![0].replaceAll('.', '\\.')));
  return ['--mvn-define', `maven.version.ignore=(${majors.join('|')})\\.(?!(${rests.join('|')})$).*`];
}
