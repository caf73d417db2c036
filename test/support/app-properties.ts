import * as fc from 'fast-check';
import { assemblyOf, Files } from './assemblies';
import { UNITS } from './difficult/places';
import { findClosed, findSilenced, findTooCertain } from './report-order';
import { DECIDING, get, isTemplate, listPlaces, listTemplateResources, oddValue, Place, put, unknownValue } from './spoil';
import { judgeApp } from '../../src/core/app/judge-app';
import { AppReport } from '../../src/core/app/report';
import { parsePolicy } from '../../src/core/iam/policy';

type Policies = Parameters<typeof judgeApp>[0]['policies'];

export function judgeFiles(files: Files, policies?: Policies): AppReport {
  return judgeApp({ assembly: assemblyOf(files), units: UNITS, policies });
}

/** Fails where something that is not known leads to certainty, or to silence. */
export function unknownProperty(files: Files): fc.IProperty<unknown[]> {
  const known = judgeFiles(files);
  const places = listTemplateResources(files, DECIDING).flatMap(({ file, keys, resource }) =>
    listPlaces(file, resource.Properties, [...keys, 'Properties'])).filter(({ keys }) => keys.length > 3);
  return fc.property(fc.constantFrom(...places), unknownValue, fc.boolean(), (place, value, isPart) => {
    fc.pre(!String(value).startsWith('dummy-value') || JSON.stringify(files['manifest.json']).includes(String(value)));
    const old = get(files, place);
    // A part of a text may be unknown as well as all of it.
    const cut = typeof old === 'string' && isPart ? Math.floor(old.length / 2) : 0;
    const unknown = cut === 0 ? value : { 'Fn::Join': ['', [(old as string).slice(0, cut), value]] };
    const report = judgeFiles(put(files, place, unknown));
    expectNothing({ tooCertain: findTooCertain(known, report), silenced: findSilenced(known, report) }, place, unknown);
  });
}

/** Fails where less denying closes, or more opens. */
export function denyProperty(files: Files): fc.IProperty<unknown[]> {
  const before = judgeFiles(files);
  const statements = listStatements(files, 'Deny');
  const boundaries = listTemplateResources(files, /^AWS::IAM::(Role|User)$/)
    .filter(({ resource }) => resource.Properties?.PermissionsBoundary)
    .map(({ file, keys }) => ({ file, keys: [...keys, 'Properties', 'PermissionsBoundary'] }));
  const levels = listTemplateResources(files, /^AWS::Organizations::Policy$/).map(({ file, keys }) => ({ file, keys }));
  const removed = fc.constantFrom<Place>(...statements, ...boundaries, ...levels);
  const lists = listStatements(files, /./).map(({ file, keys }) => ({ file, keys: keys.slice(0, -1) }))
    .filter((place) => Array.isArray(get(files, place)));
  const added = fc.record({ list: fc.constantFrom(...lists), statement: denyStatement });
  return fc.property(fc.oneof(removed.map((place) => ({ place })), added), (change) => {
    if ('place' in change) {
      const after = judgeFiles(put(files, change.place, undefined));
      expectNothing({ closed: findClosed(before, after) }, change.place, undefined);
    } else {
      const after = judgeFiles(put(files, change.list, [...get(files, change.list) as object[], change.statement]));
      expectNothing({ opened: findClosed(after, before) }, change.list, change.statement);
    }
  });
}

/** Fails where a level more opens: policies of files, each a level of its own. */
export function levelProperty(files: Files): fc.IProperty<unknown[]> {
  const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
  const level = fc.array(denyStatement, { minLength: 1, maxLength: 3 })
    .map((statements) => ({ policy: parsePolicy('level', { Version: '2012-10-17', Statement: [allow, ...statements] }) }));
  return fc.property(fc.array(level, { maxLength: 2 }), level, (some, another) => {
    expectNothing({ opened: findClosed(judgeFiles(files, [...some, another]), judgeFiles(files, some)) }, some, another);
  });
}

/** Fails where a spoiled file makes the reading or the judging throw, other than that there is no assembly. */
export function oddProperty(files: Files): fc.IProperty<unknown[]> {
  const places = Object.entries(files).filter(([file]) => isTemplate(file) || /manifest|assets|metadata|report/.test(file))
    .flatMap(([file, value]) => listPlaces(file, value));
  const change = fc.record({ place: fc.constantFrom(...places), value: fc.option(oddValue, { nil: undefined, freq: 8 }) });
  return fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
    const spoiled = changes.reduce((all, { place, value }) => {
      try {
        return put(all, place, value);
      } catch {
        return all; // an earlier change has taken the place away
      }
    }, files);
    try {
      judgeFiles(spoiled);
    } catch (error) {
      const isRoot = changes.some(({ place: { file, keys } }) => file === 'manifest.json' && keys.length < 2);
      if (!isRoot || error instanceof TypeError || error instanceof RangeError) {
        throw error;
      }
    }
  });
}

export function listStatements(files: Files, effect: string | RegExp): Place[] {
  return listTemplateResources(files, /^AWS::(IAM|Organizations)::/).flatMap(({ file, keys, resource }) =>
    listPlaces(file, resource.Properties, [...keys, 'Properties'])).filter((place) => {
    const found = get(files, place) as { readonly Effect?: unknown; readonly Principal?: unknown } | null;
    return typeof found === 'object' && found !== null && typeof found.Effect === 'string' && found.Principal === undefined
      && (typeof effect === 'string' ? found.Effect === effect : effect.test(found.Effect));
  });
}

const MODEL = 'anthropic.claude-sonnet-5-5';
const denyStatement: fc.Arbitrary<object> = fc.record({
  Effect: fc.constant('Deny'),
  Action: fc.constantFrom<unknown>('*', 'bedrock:*', 'bedrock:InvokeModel', ['bedrock:InvokeModelWithResponseStream'], 's3:*'),
  Resource: fc.constantFrom<unknown>('*', 'arn:aws:bedrock:*::foundation-model/*', `arn:aws:bedrock:::foundation-model/${MODEL}`,
    `arn:aws:bedrock:af-south-1:*:inference-profile/global.${MODEL}`, 'arn:aws:bedrock:us-east-1::*'),
}).chain((statement) => fc.constantFrom<object>(
  {},
  { Condition: { StringEquals: { 'aws:RequestedRegion': 'unspecified' } } },
  { Condition: { StringNotEquals: { 'aws:RequestedRegion': ['af-south-1', 'unspecified'] } } },
  { Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Open-*' } } },
  { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'red' } } },
  { Condition: { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } } },
  { Condition: { Null: { 'bedrock:InferenceProfileArn': 'false' } } },
).map((condition) => ({ ...statement, ...condition })));

function expectNothing(faults: Record<string, string[]>, ...where: unknown[]): void {
  const found = Object.entries(faults).filter(([, lines]) => lines.length > 0);
  if (found.length > 0) {
    throw new Error(`${found.map(([kind, lines]) => `${kind}: ${lines.slice(0, 5).join('; ')}`).join('\n')}\nat ${JSON.stringify(where)}`);
  }
}
