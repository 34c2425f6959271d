package io.orderflow.service.aggregate;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.ReflectionUtils;
import org.axonframework.common.annotation.AnnotationUtils;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the aggregate of a command, by the command's method with the annotation {@link TargetAggregateIdentifier}. It
 * looks for that method once a type; the framework's own resolver reads the annotations of all methods and fields for
 * every command. No command of ours has an expected version in it. Thread-safe.
 */
final class CachedCommandTargetResolver implements CommandTargetResolver {

    private final ClassValue<Optional<Method>> identifiers = new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> command) {
            return StreamSupport.stream(ReflectionUtils.methodsOf(command).spliterator(), false)
                    .filter(method -> AnnotationUtils.isAnnotationPresent(method, TargetAggregateIdentifier.class))
                    .findFirst()
                    .map(ReflectionUtils::ensureAccessible);
        }
    };

    @Override
    public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> command) {
        Method identifier = identifiers.get(command.getPayloadType())
                .orElseThrow(() -> new IllegalArgumentException(
                        command.getPayloadType() + " has no method that is a @TargetAggregateIdentifier"));
        return new VersionedAggregateIdentifier(read(identifier, command), null);
    }

    /** The identifier of the aggregate that the command is for; null where it is for none. */
    @Nullable
    String find(CommandMessage<?> command) {
        return identifiers.get(command.getPayloadType())
                .map(identifier -> String.valueOf(read(identifier, command)))
                .orElse(null);
    }

    private static Object read(Method identifier, CommandMessage<?> command) {
        try {
            return identifier.invoke(command.getPayload());
        } catch (IllegalAccessException | InvocationTargetException failed) {
            throw new IllegalArgumentException("The aggregate of a command cannot be told", failed);
        }
    }
}
