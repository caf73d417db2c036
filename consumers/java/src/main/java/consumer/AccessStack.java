package consumer;

import static consumer.Services.role;

import io.github.cdkbedrockcris.ClaudeCaller;
import io.github.cdkbedrockcris.ClaudeModel;
import io.github.cdkbedrockcris.ClaudeModelOptions;
import io.github.cdkbedrockcris.ClaudeProject;
import io.github.cdkbedrockcris.GitHubCallerOptions;
import io.github.cdkbedrockcris.GlobalClaudeAccess;
import io.github.cdkbedrockcris.ManagedPolicyReference;
import io.github.cdkbedrockcris.RequiredGuardrail;
import io.github.cdkbedrockcris.SamlCallerOptions;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointOptions;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.SamlProvider;
import software.constructs.Construct;

/** Who may call: an inline grant, a shared policy, a created role, callers from elsewhere, a guardrail, a private endpoint. */
final class AccessStack extends Stack {
    private final GlobalClaudeAccess summaries;

    AccessStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        summaries = GlobalClaudeAccess.Builder.create(this, "Summaries")
            .models(List.of(ClaudeModel.HAIKU_4_5))
            .streaming(false)
            .build();
        summaries.grantInvoke(role(this, "Summarizer", "lambda"));

        GlobalClaudeAccess chats = GlobalClaudeAccess.Builder.create(this, "Chats")
            .models(List.of(ClaudeModel.SONNET_5_5, ClaudeModel.HAIKU_4_5))
            .project(ClaudeProject.named("chats"))
            .build();
        chats.attachTo(role(this, "Assistant", "ecs-tasks"));

        addCallers();
        addPeople();
        addReviews();
    }

    GlobalClaudeAccess getSummaries() {
        return summaries;
    }

    private void addCallers() {
        GlobalClaudeAccess.Builder.create(this, "Engineers")
            .models(List.of(
                ClaudeModel.OPUS_5_5,
                ClaudeModel.of("anthropic.claude-next-1", ClaudeModelOptions.builder().sourceRegions(List.of("af-south-1")).build())))
            .assumedBy(ClaudeCaller.saml(SamlCallerOptions.builder()
                .provider(SamlProvider.fromSamlProviderArn(this, "Corporate", "arn:aws:iam::111122223333:saml-provider/corporate"))
                .build()))
            .maxSessionDuration(Duration.hours(8))
            .build();
        GlobalClaudeAccess.Builder.create(this, "Workflow")
            .models(List.of(ClaudeModel.SONNET_5_5))
            .assumedBy(ClaudeCaller.gitHub(GitHubCallerOptions.builder()
                .owner("octo-org")
                .ownerId("123456")
                .repository("octo-repo")
                .repositoryId("456789")
                .environment("production")
                .build()))
            .build();
    }

    private void addPeople() {
        GlobalClaudeAccess people = GlobalClaudeAccess.Builder.create(this, "People")
            .models(List.of(ClaudeModel.SONNET_5_5))
            .managedPolicyName("claude-people")
            .build();
        for (ManagedPolicyReference policy : people.getCustomerManagedPolicies()) {
            CfnOutput.Builder.create(this, "PeoplePolicy").value(policy.getPath() + policy.getName()).build();
        }
    }

    private void addReviews() {
        GlobalClaudeAccess reviews = GlobalClaudeAccess.Builder.create(this, "Reviews")
            .models(List.of(ClaudeModel.OPUS_5_5))
            .role(role(this, "Reviewer", "lambda"))
            .requiredGuardrails(List.of(RequiredGuardrail.builder()
                .guardrailArn("arn:aws:bedrock:af-south-1:111122223333:guardrail/abc123def456")
                .guardrailVersion("1")
                .build()))
            .build();
        Vpc vpc = Vpc.Builder.create(this, "Vpc")
            .availabilityZones(List.of("af-south-1a"))
            .natGateways(0)
            .subnetConfiguration(List.of(
                SubnetConfiguration.builder().name("isolated").subnetType(SubnetType.PRIVATE_ISOLATED).build()))
            .build();
        InterfaceVpcEndpoint endpoint = vpc.addInterfaceEndpoint("BedrockRuntime", InterfaceVpcEndpointOptions.builder()
            .service(InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME)
            .open(false)
            .build());
        reviews.restrictEndpoint(endpoint);
    }
}
