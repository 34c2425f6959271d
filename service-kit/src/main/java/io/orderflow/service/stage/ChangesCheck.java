package io.orderflow.service.stage;

import io.orderflow.service.message.Commands;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Fails at the start where a controller sends commands and does not say with {@link Changes} where their effect is to
 * be seen, because no client could wait for it. Called once, when all beans are there.
 */
final class ChangesCheck implements SmartInitializingSingleton {

    private static final Set<RequestMethod> CHANGING = Set.of(RequestMethod.POST, RequestMethod.PUT,
            RequestMethod.PATCH, RequestMethod.DELETE);

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    ChangesCheck(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<String> silent = mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(route -> isChange(route.getKey()) && sendsCommands(route.getValue())
                        && ChangingRoutes.of(route.getValue()) == null)
                .map(route -> route.getValue().getShortLogMessage())
                .sorted()
                .toList();
        if (!silent.isEmpty()) {
            throw new IllegalStateException("Say with @Changes, on the method or its controller, where the effect of "
                    + "these is to be seen: " + String.join(", ", silent));
        }
    }

    private static boolean isChange(RequestMappingInfo route) {
        return route.getMethodsCondition().getMethods().stream().anyMatch(CHANGING::contains);
    }

    private static boolean sendsCommands(HandlerMethod method) {
        return Stream.of(method.getBeanType().getDeclaredFields()).anyMatch(field -> field.getType() == Commands.class);
    }
}
