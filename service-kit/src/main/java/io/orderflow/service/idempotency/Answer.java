package io.orderflow.service.idempotency;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Takes an answer out of the servlet container to keep it, and puts it back. */
final class Answer {

    private Answer() {}

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

    static void repeat(RequestAnswered answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
