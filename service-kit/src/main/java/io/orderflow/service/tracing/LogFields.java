package io.orderflow.service.tracing;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts the fields of a message into every line that is logged while it is handled. The framework calls it on the thread
 * that handles the message, also within another message's handling: the fields before are put back. Stateless.
 */
final class LogFields implements MessageHandlerInterceptor<Message<?>> {

    @Override
    public Object handle(UnitOfWork<? extends Message<?>> unit, InterceptorChain chain) throws Exception {
        Map<String, @Nullable String> before = new HashMap<>();
        MessageFields.of(unit.getMessage()).forEach((field, value) -> {
            before.put(field, MDC.get(field));
            MDC.put(field, value);
        });
        try {
            return chain.proceed();
        } finally {
            before.forEach(LogFields::restore);
        }
    }

    private static void restore(String field, @Nullable String value) {
        if (value == null) {
            MDC.remove(field);
        } else {
            MDC.put(field, value);
        }
    }
}
