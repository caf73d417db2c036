import { JsiiAssembly, JsiiType, slice } from '../../consumers/csharp-check/slice';

const type = (name: string, rest: object = {}): JsiiType => ({ assembly: 'cdk', fqn: `cdk.${name}`, name, ...rest });
const assembly = (name: string, ...types: JsiiType[]): JsiiAssembly =>
  ({ name, version: '1.0.0', types: Object.fromEntries(types.map((each) => [each.fqn, each])) });
const of = (name: string) => ({ type: { fqn: `cdk.${name}` } });

const CDK = assembly('cdk',
  type('Base', { properties: [{ name: 'node', ...of('Node') }] }),
  type('IRole', { methods: [{ name: 'grant', parameters: [{ name: 'to', ...of('Grantee') }], returns: of('Grant') }] }),
  type('Role', { base: 'cdk.Base', interfaces: ['cdk.IRole'], initializer: { parameters: [{ name: 'props', ...of('RoleProps') }] } }),
  type('RoleProps', { properties: [{ name: 'tags', type: { collection: { kind: 'map', elementtype: { fqn: 'cdk.Tag' } } } }] }),
  type('Tag', { properties: [{ name: 'key', type: { primitive: 'string' } }, { name: 'stranger', ...of('Stranger') }] }),
  type('Node'), type('Grantee'), type('Grant'), type('Stranger'), type('Kind', { members: [{ name: 'ANY' }] }),
);
const OURS = assembly('ours', { ...type('Access'), assembly: 'ours', fqn: 'ours.Access', interfaces: ['cdk.IRole'] });
const NOTHING = assembly('ours');

function cut(api: JsiiAssembly, ...named: string[]): Readonly<Record<string, JsiiType>> {
  return slice([CDK], api, ({ name }) => named.includes(name))[0].types!;
}

test('a type that an app names is kept with its ancestors, and what they mention', () => {
  expect(Object.keys(cut(NOTHING, 'Role')).sort()).toEqual(
    ['Base', 'Grant', 'Grantee', 'IRole', 'Node', 'Role', 'RoleProps'].map((name) => `cdk.${name}`));
});

test('what the package extends is kept, and nothing else', () => {
  expect(Object.keys(cut(OURS)).sort()).toEqual(['cdk.Grant', 'cdk.Grantee', 'cdk.IRole']);
});

test('a member whose signature mentions anything else goes, and the others stay as they are', () => {
  expect(cut(NOTHING, 'Role')['cdk.RoleProps'].properties).toEqual([]);
  expect(cut(NOTHING, 'RoleProps')['cdk.Tag'].properties).toEqual([{ name: 'key', type: { primitive: 'string' } }]);
  expect(cut(NOTHING, 'Role')['cdk.IRole']).toEqual(CDK.types!['cdk.IRole']);
});

test('an enum keeps its members in their order', () => {
  expect(cut(NOTHING, 'Kind')['cdk.Kind']).toEqual(CDK.types!['cdk.Kind']);
});
