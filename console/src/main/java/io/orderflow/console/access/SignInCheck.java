package io.orderflow.console.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Lets a person sign in anew whose token has expired while the session goes on. Stateless. */
public final class SignInCheck implements HandlerInterceptor {

    private final Viewers viewers;

    SignInCheck(Viewers viewers) {
        this.viewers = viewers;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        // The end of a stream is dispatched once more, when its answer is written and its person is no longer known.
        if (request.getDispatcherType() == DispatcherType.REQUEST && handler instanceof HandlerMethod method
                && !method.hasMethodAnnotation(OpenToAll.class)
                && viewers.mustSignIn()) {
            SignInEntry.send(request, response);
            return false;
        }
        return true;
    }
}
