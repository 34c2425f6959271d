package io.orderflow.console.server;

import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Page;
import io.orderflow.console.api.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

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

    public static boolean mayExplain(Instant since) {
        return since.plus(LONG).isBefore(Instant.now());
    }

    public static ApiRequest request() {
        return ApiRequest.get("/server/processors");
    }

    /** Their names; none where the processors cannot be read. */
    public static List<String> among(Reading<Page<EventProcessor>> processors) {
        return processors.list(Page::items).stream()
                .filter(processor -> !processor.running() && !PROJECTION.matcher(processor.name()).matches())
                .map(EventProcessor::name)
                .distinct()
                .toList();
    }
}
