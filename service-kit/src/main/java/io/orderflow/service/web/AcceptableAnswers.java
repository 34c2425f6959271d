package io.orderflow.service.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.method.HandlerMethod;

/**
 * Refuses a request for a change, before the change is made, where the client does not accept JSON. The framework would
 * notice that only when it writes the answer, and would answer 406 to a change that has happened.
 */
final class AcceptableAnswers implements HeadCheck {

    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotAcceptableException {
        if (CHANGING.contains(request.getMethod()) && handler instanceof HandlerMethod method && !method.isVoid()) {
            requireJson(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        }
        return true;
    }

    private static void requireJson(List<String> headers) throws HttpMediaTypeNotAcceptableException {
        try {
            List<MediaType> accepted = MediaType.parseMediaTypes(headers);
            if (!accepted.isEmpty() && accepted.stream().noneMatch(AcceptableAnswers::isJson)) {
                throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
            }
        } catch (InvalidMediaTypeException unreadable) {
            throw new HttpMediaTypeNotAcceptableException("Accept cannot be read");
        }
    }

    /** Whether the client wants a type of these in a charset in which no answer is written. */
    static boolean demandsAnotherCharset(String @Nullable [] headers) {
        return headers != null && !MediaType.parseMediaTypes(List.of(headers)).stream().allMatch(JsonOnly::isUtf8);
    }

    private static boolean isJson(MediaType accepted) {
        return MediaType.APPLICATION_JSON.isCompatibleWith(accepted) && JsonOnly.isUtf8(accepted);
    }
}
