package io.orderflow.console.api;

import io.orderflow.console.api.Calls.Pending;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Answers that were asked for before the page reads them, so that a page waits for the slowest of its answers and not
 * for their sum. They belong to the request of the page, whose thread alone begins and takes them, and each is taken once.
 */
final class Ahead {

    private static final String ATTRIBUTE = Ahead.class.getName();

    private Ahead() {}

    /** Begins to ask, on behalf of the page that is being made. Outside of a page it does nothing. */
    static void begin(ApiRequest request, Supplier<Pending> question) {
        RequestAttributes page = RequestContextHolder.getRequestAttributes();
        if (page != null) {
            begun(page).computeIfAbsent(request, same -> question.get());
        }
    }

    /** The answer where it was asked for ahead; null where it was not. */
    static @Nullable Pending take(ApiRequest request) {
        RequestAttributes page = RequestContextHolder.getRequestAttributes();
        return page == null ? null : begun(page).remove(request);
    }

    @SuppressWarnings("unchecked")
    private static Map<ApiRequest, Pending> begun(RequestAttributes page) {
        Map<ApiRequest, Pending> begun = (Map<ApiRequest, Pending>) page.getAttribute(ATTRIBUTE,
                RequestAttributes.SCOPE_REQUEST);
        if (begun == null) {
            begun = new HashMap<>();
            page.setAttribute(ATTRIBUTE, begun, RequestAttributes.SCOPE_REQUEST);
        }
        return begun;
    }
}
