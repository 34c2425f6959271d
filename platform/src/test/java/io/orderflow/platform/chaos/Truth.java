package io.orderflow.platform.chaos;

import io.orderflow.platform.ServiceRoutes;
import io.orderflow.platform.chaos.Attempts.Attempt;
import io.orderflow.platform.chaos.Attempts.Request;
import io.orderflow.platform.chaos.Log.Entry;
import io.orderflow.platform.services.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds every answer against what lies in the log: what was said to be done is, once, and nothing else. */
final class Truth {

    /** That this was asked for is recorded, also where the order refuses it. */
    private static final String OPERATORS_CANCELLATION = "/sagas/[^/]+/cancellation";
    /** What has no command of its own is recorded without a trace. */
    private static final String WITHOUT_A_COMMAND = "/dead-letters/.*";
    private static final Set<String> REFUSED_BEFOREHAND = Set.of("OVERLOADED");

    private final Map<String, String> firstByTrace = new HashMap<>();
    private final Set<String> done = new HashSet<>();

    Truth(List<Entry> log) {
        for (Entry entry : log) {
            firstByTrace.putIfAbsent(entry.trace(), entry.toString());
            if (entry.type().equals("request.handled")) {
                done.add(entry.trace());
            }
        }
    }

    /** What was answered otherwise than it is. */
    List<String> breaches(Attempts attempts) {
        List<String> breaches = new ArrayList<>();
        attempts.byRequest().forEach((request, all) -> {
            if (!request.path().matches(WITHOUT_A_COMMAND)) {
                judgeEffect(request, all, breaches);
            }
            all.forEach(attempt -> judge(request, attempt, breaches));
        });
        return breaches;
    }

    /** A service that was never away has to answer, whatever else was away. */
    static List<String> silences(Attempts attempts, Outages outages) {
        List<String> silences = new ArrayList<>();
        attempts.byRequest().forEach((request, all) -> {
            Set<String> asked = ServiceRoutes.allOf(request.method(), request.path())
                    .stream()
                    .map(Service::title)
                    .collect(Collectors.toSet());
            all.stream()
                    .filter(attempt -> attempt.status() == 0
                            && outages.of(asked, attempt.began(), attempt.ended()).isEmpty())
                    .forEach(attempt -> silences.add("%s got no answer: %s".formatted(request, attempt)));
        });
        return silences;
    }

    private void judgeEffect(Request request, List<Attempt> all, List<String> breaches) {
        long effects = all.stream().filter(attempt -> done.contains(attempt.trace())).count();
        boolean success = all.stream().anyMatch(Attempt::isSuccess);
        if (effects > 1 || success && effects == 0) {
            breaches.add("%s was carried out %d times: %s".formatted(request, effects, all));
        }
        boolean refused = all.stream().anyMatch(attempt -> attempt.status() / 100 == 4);
        if (!success && effects > 0 && refused && !request.path().matches(OPERATORS_CANCELLATION)) {
            breaches.add("%s was carried out and refused: %s".formatted(request, all));
        }
    }

    private void judge(Request request, Attempt attempt, List<String> breaches) {
        String event = firstByTrace.get(attempt.trace());
        if (attempt.saysNothingWasDone() && event != null && !request.path().matches(OPERATORS_CANCELLATION)) {
            breaches.add("%s was answered that nothing was done, and caused %s: %s".formatted(request, event, attempt));
        }
        if (attempt.status() == 503 && !attempt.saysItIsNotKnown() && !attempt.detail().startsWith("Nothing was")
                && !REFUSED_BEFOREHAND.contains(attempt.code()) && !request.path().matches(WITHOUT_A_COMMAND)) {
            breaches.add("%s was not told whether it was carried out: %s".formatted(request, attempt));
        }
    }
}
