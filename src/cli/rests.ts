import { Answer, isPrincipalKey } from './answer';

const OPTIONS: Readonly<Record<string, string>> = {
  'the source Region': '--region',
  'the account': '--account',
  'the model': '--model',
  'the application profile': '--profile-id',
  'the project': '--project-id',
};

/** Says what answers rest on that nobody said, with the option that says it; nothing where they rest on no such thing. */
export function writeRests(answers: readonly Answer[]): string {
  const rests = [...new Set(answers.flatMap(({ restsOn }) => restsOn))]
    .map((name) => isPrincipalKey(name) ? 'who calls' : name);
  const isQuestion = (name: string) => name.startsWith('whether ');
  const say = rests.filter((name) => !isQuestion(name)).map((name) => `${name} (${OPTIONS[name] ?? '--principal'})`);
  return [...rests.filter(isQuestion), ...say.length === 0 ? [] : [`${say.join(', ')}, not given`]].join(', and on ');
}
