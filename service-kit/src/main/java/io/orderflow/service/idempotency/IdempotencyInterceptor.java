package io.orderflow.service.idempotency;

import io.orderflow.service.web.HeadCheck;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;

/** Demands an idempotency key where the controller method does. */
final class IdempotencyInterceptor implements HeadCheck {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(IdempotencyKeyRequired.class)
                && request.getHeader(IdempotencyFilter.KEY_HEADER) == null) {
            throw new IdempotencyKeyMissing();
        }
        return true;
    }
}
