package io.orderflow.console.ledger;

import io.orderflow.console.ledger.Account.Fault;
import io.orderflow.console.ledger.Account.Proof;
import io.orderflow.console.ledger.Account.StatementEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last postings of an account as links of a chain, the newest at the right: each link holds the hash of its posting
 * together with the hash before it.
 */
record ChainDrawing(List<Link> links, int width, int height) {

    private static final int SHOWN = 6;
    private static final int LINK_WIDTH = 168;
    private static final int GAP = 40;
    private static final int HEIGHT = 108;

    /**
     * A posting.
     *
     * @param tone  {@code good} where it was checked, {@code bad} where it is not as it was written, {@code idle} where
     *              it stands after the first fault and was not checked
     * @param first whether nothing is drawn before it
     */
    public record Link(int x, String tone, StatementEntry entry, String hash, boolean first) {

        public int centre() {
            return x + LINK_WIDTH / 2;
        }

        public int arrowFrom() {
            return x - GAP;
        }

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
        int x = older ? GAP : 2;
        for (StatementEntry entry : shown) {
            links.add(new Link(x, tone(entry, proof.fault()), entry, shortHash(entry.hash()),
                    links.isEmpty() && !older));
            x += LINK_WIDTH + GAP;
        }
        return new ChainDrawing(links, Math.max(x - GAP + 2, LINK_WIDTH), HEIGHT);
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
