package io.orderflow.console.api;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Answers that were asked for before the page reads them, so that a page waits for the slowest of its answers and not
 * for their sum. They belong to the request of the page, and each is read once. Called on the threads of requests; each
 * question has a virtual thread.
 *
 * @param <A> an answer
 */
final class Ahead<A> {

    private final String attribute = Ahead.class.getName();
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Begins to ask, on behalf of the page that is being made. Outside of a page it does nothing. */
    void begin(ApiRequest request, Supplier<A> question) {
        RequestAttributes page = RequestContextHolder.getRequestAttributes();
        if (page != null) {
            begun(page).computeIfAbsent(request, same -> CompletableFuture.supplyAsync(question, threads));
        }
    }

    /** The answer where it was asked for ahead; null where it was not. */
    @Nullable
    A take(ApiRequest request) {
        RequestAttributes page = RequestContextHolder.getRequestAttributes();
        CompletableFuture<A> answer = page == null ? null : begun(page).remove(request);
        try {
            return answer == null ? null : answer.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    @SuppressWarnings("unchecked")
    private Map<ApiRequest, CompletableFuture<A>> begun(RequestAttributes page) {
        Map<ApiRequest, CompletableFuture<A>> begun = (Map<ApiRequest, CompletableFuture<A>>) page
                .getAttribute(attribute, RequestAttributes.SCOPE_REQUEST);
        if (begun == null) {
            begun = new ConcurrentHashMap<>();
            page.setAttribute(attribute, begun, RequestAttributes.SCOPE_REQUEST);
        }
        return begun;
    }
}
