package io.orderflow.service.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Gives every answer that shows one {@link Versioned} document its entity tag, {@code "15.q2hXv0Jm1d8ZkN3c"}: the
 * version of the aggregate, and a fingerprint of the body. The whole tag identifies the representation, so that it
 * differs whenever the document does, by an event of another aggregate, by a rebuild, or because the client asked for
 * another moment; {@code If-Match} compares the version alone. A client that has the representation is answered 304.
 *
 * <p>The framework calls it with the body of every answer, on the thread of the request, before it has written anything
 * of it. The headers are set on the servlet's response, since the framework's own are not sent where no body follows.
 * Thread-safe.
 */
@RestControllerAdvice
final class RepresentationTags implements ResponseBodyAdvice<Object> {

    private final Fingerprint fingerprint;

    RepresentationTags(Fingerprint fingerprint) {
        this.fingerprint = fingerprint;
    }

    @Override
    public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter method, MediaType type,
            Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
            ServerHttpResponse response) {
        if (!(body instanceof Versioned document) || !isRead(request.getMethod())) {
            return body;
        }
        HttpServletRequest asked = ((ServletServerHttpRequest) request).getServletRequest();
        HttpServletResponse answer = ((ServletServerHttpResponse) response).getServletResponse();
        String tag = document.version() + "." + fingerprint.of(document);
        answer.setHeader(HttpHeaders.ETAG, "\"" + tag + "\"");
        List<String> known = Collections.list(asked.getHeaders(HttpHeaders.IF_NONE_MATCH));
        if (EntityTags.anyIs(tag, known)) {
            answer.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return null;
        }
        return body;
    }

    private static boolean isRead(HttpMethod method) {
        return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    }
}
