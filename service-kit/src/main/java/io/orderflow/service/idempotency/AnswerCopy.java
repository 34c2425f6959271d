package io.orderflow.service.idempotency;

import io.orderflow.service.idempotency.RequestEvent.RequestAnswered;
import io.orderflow.service.tracing.TraceContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Copies an answer out of the servlet container to keep it, and puts it back. */
final class AnswerCopy {

    /** The field that marks the body of an answer that is given again. */
    static final String HIT_FIELD = "idempotencyHit";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private AnswerCopy() {}

    static RequestAnswered of(ContentCachingResponseWrapper answer, String bodyHash, Set<String> kept) {
        Map<String, String> headers = new HashMap<>();
        for (String name : kept) {
            String value = answer.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        if (answer.getContentType() != null) {
            headers.put("Content-Type", answer.getContentType());
        }
        return new RequestAnswered(bodyHash, answer.getStatus(), Map.copyOf(headers),
                new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    /** Gives the kept answer in place of the one that was made in the meantime, if any. */
    static void repeat(RequestAnswered answer, ContentCachingResponseWrapper response) throws IOException {
        String trace = response.getHeader(TraceContext.TRACERESPONSE);
        response.reset();
        response.setHeader(TraceContext.TRACERESPONSE, trace);
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Marks the answer as given again, in a header and, for clients that see no headers, in the body where that is an
     * object.
     */
    static void mark(ContentCachingResponseWrapper answer) throws IOException {
        answer.setHeader(IdempotencyFilter.HIT_HEADER, "true");
        if (isJson(answer.getContentType())
                && JSON.readTree(answer.getContentAsByteArray()) instanceof ObjectNode object) {
            answer.resetBuffer();
            answer.getOutputStream().write(JSON.writeValueAsBytes(object.put(HIT_FIELD, true)));
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(contentType));
    }
}
