import type { Call } from './local-aws';
import { PROFILE } from './profile-play';
import { describeWithJudges, judgeCalls } from '../judges';

/** Notes the distinct requests to Amazon Bedrock. */
export function noteRequests(requests: Set<string>, calls: readonly Call[]): void {
  for (const { operation, body: parameters } of calls) {
    if (operation !== 'Answer' && operation !== 'DescribeStacks') {
      requests.add(JSON.stringify({ operation, parameters }));
    }
  }
}

/** Has botocore judge all requests of the tests before it, at once. */
export function describeBotocore(requests: ReadonlySet<string>): void {
  describeWithJudges('botocore\'s model of Amazon Bedrock', () => {
    test('has nothing against any request', () => {
      const calls = [...requests].map((request) => JSON.parse(request));
      expect(calls.length).toBeGreaterThan(10);
      const wrong = { inferenceProfileName: 'a!', modelSource: { copyFrom: PROFILE.CopyFrom }, tags: [{ key: '%', value: '' }] };
      const faults = judgeCalls('bedrock', [...calls, { operation: 'CreateInferenceProfile', parameters: wrong }]);
      expect(faults.pop()).toHaveLength(2);
      expect(faults).toEqual(calls.map(() => []));
    });
  });
}
