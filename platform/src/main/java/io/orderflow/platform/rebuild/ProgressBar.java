package io.orderflow.platform.rebuild;

import java.io.PrintWriter;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Draws the progress of a rebuild: a bar that moves in a terminal, and a line now and then where there is none. */
public final class ProgressBar {

    private static final int WIDTH = 40;
    private static final long LINE_INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private String state = "";
    private long printedAt;
    private int drawn;

    /** @param terminal whether the bar can overwrite its line */
    public ProgressBar(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows the rebuild as it is now. */
    public void draw(JsonNode rebuild) {
        if (terminal) {
            String line = bar(rebuild) + " " + text(rebuild);
            out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
            drawn = line.length();
        } else if (!state.equals(stateOf(rebuild)) || System.nanoTime() - printedAt > LINE_INTERVAL_NANOS) {
            out.println("  " + text(rebuild).strip());
            printedAt = System.nanoTime();
        }
        state = stateOf(rebuild);
        out.flush();
    }

    /** Leaves the line. */
    public void end() {
        if (terminal && drawn > 0) {
            out.println();
            out.flush();
        }
    }

    private static String bar(JsonNode rebuild) {
        int done = (int) (part(rebuild) * WIDTH);
        return "  [" + "█".repeat(done) + "·".repeat(WIDTH - done) + "]";
    }

    private static String text(JsonNode rebuild) {
        StringBuilder text = new StringBuilder("%3.0f %%  %s".formatted(part(rebuild) * 100, stateOf(rebuild)));
        if (stateOf(rebuild).equals("RUNNING")) {
            text.append("  %,d of %,d events".formatted(rebuild.path("eventsRead").asLong(),
                    rebuild.path("head").asLong() + 1));
            if (rebuild.path("secondsLeft").isNumber()) {
                text.append(", %,d/s, %d s left".formatted(rebuild.path("eventsPerSecond").asLong(),
                        rebuild.path("secondsLeft").asLong()));
            }
        } else if (rebuild.path("comparison").isObject()) {
            text.append("  ").append(summary(rebuild.path("comparison")));
        }
        return text.toString();
    }

    private static String summary(JsonNode comparison) {
        return "%,d same, %,d changed, %,d added, %,d gone".formatted(comparison.path("same").asLong(),
                comparison.path("changed").asLong(), comparison.path("added").asLong(),
                comparison.path("gone").asLong());
    }

    private static double part(JsonNode rebuild) {
        long head = Math.max(0, rebuild.path("head").asLong() + 1);
        return head == 0 ? 1 : Math.clamp((rebuild.path("position").asLong() + 1.0) / head, 0, 1);
    }

    private static String stateOf(JsonNode rebuild) {
        return rebuild.path("state").asString();
    }
}
