package io.orderflow.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class PartsTest {

    private static final Instant NOW = Instant.parse("2026-11-29T18:00:00Z");

    private final Parts parts = new Parts(new Show(Clock.fixed(NOW, ZoneOffset.UTC)));

    @Test
    void writesATimeWithTheExactOne() {
        assertThat(parts.time(NOW.minusSeconds(12))).isEqualTo("<time datetime=\"2026-11-29T17:59:48Z\" "
                + "title=\"2026-11-29 17:59:48.000 UTC\">12 s ago</time>");
    }

    @Test
    void saysAStateInColourSignAndWord() {
        assertThat(parts.status("REJECTED")).isEqualTo("<span class=\"status bad\"><span aria-hidden=\"true\">✕</span> "
                + "<span>rejected</span></span>");
    }

    /** Identifiers are the client's, who may have put anything into them. */
    @Test
    void escapesWhatAPersonHasWritten() {
        String id = "\"><script>'&";
        assertThat(parts.id(id) + parts.link(id, "/console/orders/\"><b>") + parts.status(id))
                .doesNotContain("<script", "<b>", "\"\"")
                .contains("data-copy=\"&quot;&gt;&lt;script&gt;&#39;&amp;\"", "href=\"/console/orders/&quot;&gt;&lt;b");
    }

    @Test
    void writesWhatBecameOfAField() {
        assertThat(parts.change("status", null, "PLACED & more")).isEqualTo("<code>status</code> <span class=\"muted\">"
                + "nothing</span> <span aria-hidden=\"true\">→</span><span class=\"visually-hidden\">became</span> "
                + "<ins>PLACED &amp; more</ins>");
    }

    @Test
    void writesADashWhereThereIsNothing() {
        assertThat(parts.time(null)).isEqualTo("<span>–</span>");
        assertThat(parts.id(null)).isEqualTo("<span>–</span>");
    }
}
