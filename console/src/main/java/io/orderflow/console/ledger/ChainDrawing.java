package io.orderflow.console.ledger;

import io.orderflow.console.ledger.Account.Fault;
import io.orderflow.console.ledger.Account.Proof;
import io.orderflow.console.ledger.Account.StatementEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last postings of an account as links of a chain, the newest last: each link holds the hash of its posting together
 * with the hash before it. Each link is a drawing of its own, so that a chain has as many rows as its page needs.
 */
public record ChainDrawing(List<Link> links) {

    private static final int SHOWN = 6;

    /**
     * A posting.
     *
     * @param tone  {@code good} where it was checked, {@code bad} where it is not as it was written, {@code idle} where
     *              it stands after the first fault and was not checked
     * @param first whether nothing is before it
     */
    public record Link(String tone, StatementEntry entry, String hash, boolean first) {

        public String says() {
            return switch (tone) {
                case "good" -> "✓ as written";
                case "bad" -> "✕ changed";
                default -> "– not checked";
            };
        }
    }

    /** @param newestFirst the entries of the account's statement */
    static ChainDrawing of(Proof proof, List<StatementEntry> newestFirst) {
        List<StatementEntry> shown = newestFirst.stream().limit(SHOWN).toList().reversed();
        boolean older = proof.entries() > shown.size();
        List<Link> links = new ArrayList<>();
        for (StatementEntry entry : shown) {
            links.add(new Link(tone(entry, proof.fault()), entry, shortHash(entry.hash()),
                    links.isEmpty() && !older));
        }
        return new ChainDrawing(links);
    }

    private static String tone(StatementEntry entry, @Nullable Fault fault) {
        if (fault == null || entry.version() < fault.version()) {
            return "good";
        }
        return entry.version() == fault.version() ? "bad" : "idle";
    }

    private static String shortHash(@Nullable String hash) {
        return hash == null ? "no hash" : hash.length() <= 16 ? hash : hash.substring(0, 16) + "…";
    }
}
