package consumer;

import io.github.cdkbedrockcris.ClaudeModel;
import io.github.cdkbedrockcris.GlobalClaudeAccess;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;

public final class Smallest {
    public static void main(String[] args) {
        App app = new App();
        Stack stack = new Stack(app, "Claude", StackProps.builder()
            .env(Environment.builder().account("111122223333").region("af-south-1").build())
            .build());

        GlobalClaudeAccess.Builder.create(stack, "Access")
            .models(List.of(ClaudeModel.SONNET_5_5, ClaudeModel.OPUS_5_5))
            .assumedBy(ServicePrincipal.Builder.create("ecs-tasks.amazonaws.com")
                .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount())))
                .build())
            .build();
        app.synth();
    }
}
