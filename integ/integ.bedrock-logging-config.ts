/**
 * Switches invocation logging on and reads the setting back from Amazon Bedrock. It is a setting of the whole account in the
 * Region: while the test runs, every call is recorded in the test's log group. Where logging is on already, the deployment
 * fails and changes nothing. Afterwards logging is off again, and only the key is left, to be deleted after seven days.
 */
import { ExpectedResult, IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { BedrockLoggingConfig, PromptRecording } from '../src';

const app = new App();
const stack = new Stack(app, 'BedrockLoggingConfigInteg');
const logging = new BedrockLoggingConfig(stack, 'Logging', {
  prompts: PromptRecording.MASKED,
  encryptionKey: new kms.Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY, pendingWindow: Duration.days(7) }),
  removalPolicy: RemovalPolicy.DESTROY,
});

const integ = new IntegTest(app, 'BedrockLoggingConfig', { testCases: [stack], diffAssets: false });
integ.assertions.awsApiCall('Bedrock', 'getModelInvocationLoggingConfiguration').expect(ExpectedResult.objectLike({
  loggingConfig: {
    cloudWatchConfig: { logGroupName: logging.logGroup!.logGroupName, roleArn: logging.deliveryRole!.roleArn },
    textDataDeliveryEnabled: true,
    imageDataDeliveryEnabled: false,
    embeddingDataDeliveryEnabled: false,
    videoDataDeliveryEnabled: false,
    audioDataDeliveryEnabled: false,
  },
}));
