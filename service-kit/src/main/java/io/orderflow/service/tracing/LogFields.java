package io.orderflow.service.tracing;

import java.util.Map;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.MDC;

/**
 * Puts the fields of a message into every line that is logged while it is handled. The framework calls it on the thread
 * that handles the message, also within another message's handling: the fields before are put back. It sets all at once,
 * because each change of a field is one of the thread's, and most threads are new. Stateless.
 */
final class LogFields implements MessageHandlerInterceptor<Message<?>> {

    @Override
    public Object handle(UnitOfWork<? extends Message<?>> unit, InterceptorChain chain) throws Exception {
        Map<String, String> before = MDC.getCopyOfContextMap();
        Map<String, String> during = MessageFields.of(unit.getMessage());
        if (before != null) {
            before.forEach(during::putIfAbsent);
        }
        MDC.setContextMap(during);
        try {
            return chain.proceed();
        } finally {
            if (before == null) {
                MDC.clear();
            } else {
                MDC.setContextMap(before);
            }
        }
    }
}
