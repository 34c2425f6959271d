package io.orderflow.axonserver.standalone.transfer;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which token an event of the source has in the target, as ranges of tokens of the source that are shifted by the same
 * number. For one thread.
 */
final class TokenMapping {

    private final List<Range> ranges = new ArrayList<>();

    /** Adds the next event. */
    void add(long source, long target) {
        Range last = ranges.isEmpty() ? null : ranges.getLast();
        if (last != null && last.shift == target - source) {
            ranges.set(ranges.size() - 1, new Range(last.from, source, last.shift));
        } else {
            ranges.add(new Range(source, source, target - source));
        }
    }

    /** Whether each token is the same. */
    boolean keepsTokens() {
        return ranges.stream().allMatch(range -> range.shift == 0);
    }

    String sentence() {
        return switch (ranges.size()) {
            case 0 -> "There are no tokens to keep";
            case 1 -> ranges.getFirst().sentence();
            default -> "The tokens are others here, in " + ranges.size() + " ranges";
        };
    }

    /** A line of JSON for each range. */
    Stream<String> lines() {
        Gson gson = new Gson();
        return ranges.stream().map(range -> gson.toJson(range.json()));
    }

    /**
     * Consecutive tokens of the source.
     *
     * @param shift
     *            is added to each of them
     */
    private record Range(long from, long to, long shift) {
        String sentence() {
            return shift == 0
                    ? "The tokens are the same"
                    : "Token t of the source is token t " + (shift < 0 ? "- " : "+ ") + Math.abs(shift) + " here";
        }

        JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("from", from);
            json.addProperty("to", to);
            json.addProperty("shift", shift);
            return json;
        }
    }
}
