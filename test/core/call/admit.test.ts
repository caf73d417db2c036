import { admit } from '../../../src/core/call/admit';
import * as edit from '../../../src/core/call/edit';

const DENY = {
  Sid: 'Regions', Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': ['af-south-1'] } },
};
const ADMISSION = { modelIds: ['anthropic.claude-sonnet-5-5'], sources: [{ partition: 'aws', region: 'af-south-1' }] };
const admitted = () => admit('scp', { Version: '2012-10-17', Statement: [DENY] }, ADMISSION);

describe('an edit is not trusted', () => {
  afterEach(() => jest.restoreAllMocks());

  test.each([
    ['that opens more', [], /^policy 'scp' cannot be edited .*: it would also open bedrock:\w+ on arn:/],
    ['that opens another model',
      [{
        ...DENY,
        Condition: { ...DENY.Condition, ArnNotLike: { 'bedrock:InferenceProfileArn': 'arn:aws:bedrock:*:*:inference-profile/global.*' } },
      }], /it would also open .* through .*global\./],
    ['that opens no more than before', [DENY], /after the edit it still denies arn:aws:bedrock:::foundation-model\/anthropic\.claude-\S+$/],
  ])('%s', (_, statements, message) => {
    jest.spyOn(edit, 'letThrough').mockReturnValue({ statements, changes: ['changed'] });
    expect(admitted).toThrow(message);
  });

  test('while the right one passes', () => {
    expect(admitted().changes).toHaveLength(1);
  });
});
