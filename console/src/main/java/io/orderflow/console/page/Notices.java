package io.orderflow.console.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.SessionFlashMapManager;

/**
 * Keeps what is said about an action for the page that follows it. A page that renews a part of itself asks for the same
 * address: the notice is not for it, as that part does not show it, and nobody would ever see it. Thread-safe.
 */
final class Notices extends SessionFlashMapManager {

    /** The header with which htmx asks for a part of a page. */
    private static final String PART = "HX-Request";

    @Override
    protected @Nullable List<FlashMap> retrieveFlashMaps(HttpServletRequest request) {
        boolean renews = HttpMethod.GET.matches(request.getMethod()) && request.getHeader(PART) != null;
        return renews ? null : super.retrieveFlashMaps(request);
    }
}
