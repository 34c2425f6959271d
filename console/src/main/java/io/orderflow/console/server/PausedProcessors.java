package io.orderflow.console.server;

import io.orderflow.console.api.Api;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import io.orderflow.console.page.PageModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.ui.Model;

/**
 * The event processors that an operator has paused. What waits for one of them has failed nowhere, so nothing else on its
 * page says why it waits.
 */
public final class PausedProcessors {

    /** What has waited for less need not be looked into. */
    private static final Duration LONG = Duration.ofSeconds(5);
    /** Of a generation of a read model, which carries no order on. */
    private static final Pattern PROJECTION = Pattern.compile(".*_v\\d+");

    private PausedProcessors() {}

    /**
     * Adds their names to a page, as {@code paused}, where what it shows has waited for some seconds.
     *
     * @param since since when it waits
     */
    public static void add(Model model, Api api, Instant since) {
        if (since.plus(LONG).isBefore(Instant.now())) {
            ApiRequest request = ApiRequest.get("/server/processors");
            PageModel.mention(model, request);
            model.addAttribute("paused", among(api.list(request, EventProcessor.class)));
        }
    }

    /** Their names; none where the processors cannot be read. */
    private static List<String> among(Reading<Page<EventProcessor>> processors) {
        return processors.list(Page::items).stream()
                .filter(processor -> !processor.running() && !PROJECTION.matcher(processor.name()).matches())
                .map(EventProcessor::name)
                .distinct()
                .toList();
    }
}
