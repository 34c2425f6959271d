package io.orderflow.console.page;

import io.orderflow.console.access.Viewer;
import io.orderflow.console.api.ApiRequest;
import io.orderflow.console.api.Availability;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * The frame of a page.
 *
 * @param availability asked when the page is written, after its readings
 * @param theme   {@code dark} or {@code light}, where the person has chosen one; empty for what the device prefers
 * @param origin  the address under which the browser knows the platform
 * @param prefix  the beginning of all paths of the platform, where a proxy has put one; empty elsewhere
 * @param version changes with the style sheet and the scripts, so that browsers fetch them anew
 */
public record Shell(Viewer viewer, Supplier<Availability.State> availability, String theme, String origin,
        String prefix, String version) {

    private static final JsonMapper JSON = new JsonMapper();

    /** An entry of the navigation. */
    public record Entry(String name, String path, String title) {}

    public Availability.State connection() {
        return availability.get();
    }

    public List<Entry> navigation() {
        return List.of(new Entry("overview", "/", "Overview"), new Entry("orders", "/orders", "Orders"),
                new Entry("place", "/place", "Place an order"), new Entry("sagas", "/sagas", "Sagas"),
                new Entry("deadlines", "/deadlines", "Deadlines"),
                new Entry("projections", "/projections", "Projections"),
                new Entry("dead-letters", "/dead-letters", "Dead letters"), new Entry("ledger", "/ledger", "Ledger"),
                new Entry("events", "/events", "Event log"), new Entry("server", "/server", "Server"));
    }

    /** The command by which a person gets from the platform what the page got. */
    public String curl(ApiRequest request) {
        StringBuilder command = new StringBuilder("curl -s");
        if (viewer.identified()) {
            command.append(" -H \"Authorization: Bearer $TOKEN\"");
        }
        if (!request.method().name().equals("GET")) {
            command.append(" -X ").append(request.method().name());
        }
        if (request.method().name().equals("POST")) {
            command.append(" -H \"Idempotency-Key: $RANDOM\"");
        }
        if (request.body() != null) {
            command.append(" -H 'Content-Type: application/json' -d ")
                    .append(quoted(JSON.writeValueAsString(request.body())));
        }
        return command.append(' ').append(quoted(origin + request.target())).toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
