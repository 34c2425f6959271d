package io.orderflow.projection.serve;

import io.orderflow.projection.api.Listing;
import io.orderflow.projection.engine.ProjectionHost;
import io.orderflow.projection.engine.WaitingDeadLetters;
import io.orderflow.service.message.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Marks each item of a list whose events wait as dead letters. It takes the dead letters that waited before the list was
 * read, as the headers do, so that no item lacks an event without a mark. The framework calls it with the body of every
 * answer, on the thread of the request. Thread-safe.
 */
@RestControllerAdvice
final class DeadLetterItemMarker implements ResponseBodyAdvice<Object> {

    private static final String ITEMS = "items";

    private final ProjectionHost host;
    private final JsonMapper json;

    DeadLetterItemMarker(ProjectionHost host, JsonMapper json) {
        this.host = host;
        this.json = json;
    }

    @Override
    public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        Class<?> answer = method.getParameterType();
        return answer == Page.class || Listing.class.isAssignableFrom(answer);
    }

    @Override
    public @Nullable Object beforeBodyWrite(@Nullable Object body, MethodParameter method, MediaType type,
            Class<? extends HttpMessageConverter<?>> converter, ServerHttpRequest request,
            ServerHttpResponse response) {
        HttpServletRequest asked = ((ServletServerHttpRequest) request).getServletRequest();
        List<WaitingDeadLetters> waiting = DeadLetterHeader.waitingIn(asked);
        if (waiting.isEmpty() || body == null) {
            return body;
        }
        List<?> items = body instanceof Page<?> page ? page.items() : ((Listing<?>) body).items();
        JsonNode tree = json.valueToTree(body);
        for (int index = 0; index < items.size(); index++) {
            if (items.get(index) instanceof Listing.Entry item) {
                DeadLetterMark.put(tree.path(ITEMS).path(index), of(item.documentName(), waiting), json);
            }
        }
        return tree;
    }

    private List<WaitingDeadLetters> of(String name, List<WaitingDeadLetters> waiting) {
        return waiting.stream()
                .filter(sequence -> sequence.concerns(host.hosted(sequence.group()).projection(), name))
                .toList();
    }
}
