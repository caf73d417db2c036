package consumer;

import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/** Services that may assume a role for resources of this account only. */
final class Services {
    private Services() {
    }

    static IPrincipal service(Stack stack, String name) {
        return ServicePrincipal.Builder.create(name + ".amazonaws.com")
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount())))
            .build();
    }

    static Role role(Stack stack, String id, String service) {
        return Role.Builder.create(stack, id).assumedBy(service(stack, service)).build();
    }
}
