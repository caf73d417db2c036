import { Answer, isPrincipalKey } from './answer';
import { joinWords } from '../core/call/words';

const OPTIONS: Readonly<Record<string, string>> = {
  'the source Region': '--region',
  'the account': '--account',
  'the model': '--model',
  'the application profile': '--profile-id',
  'the project': '--project-id',
  'the path of the role': '--principal with the role\'s own ARN and path; a session\'s ARN does not show the path',
};

/** Says on which missing facts answers depend, with the option that gives each; empty if they depend on none. */
export function writeRests(answers: readonly Answer[]): string {
  const rests = [...new Set(answers.flatMap(({ restsOn }) => restsOn))]
    .map((name) => isPrincipalKey(name) ? 'who calls' : name);
  const isQuestion = (name: string) => name.startsWith('whether ');
  const say = rests.filter((name) => !isQuestion(name)).map((name) => `${name} (give ${OPTIONS[name] ?? '--principal'})`);
  return joinWords([...rests.filter(isQuestion), ...say]);
}
