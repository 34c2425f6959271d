package io.orderflow.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class HtmlTest {

    private final Html html = new Html(new Show(Clock.systemUTC()), "/console");

    @Test
    void escapesWhatIsPutIn() {
        html.link(Html.with(html.address("/orders/{}/causes", "<b>\"/"), "focus", "a&b=\"c\""), "<i>", "<u>")
                .text("'&");

        assertThat(html).hasToString("<a href=\"/console/orders/%3Cb%3E%22%2F/causes?focus=a%26b%3D%22c%22\" "
                + "title=\"&lt;i&gt;\">&lt;u&gt;</a>&#39;&amp;");
    }

    @Test
    void leavesOutWhatIsAbsent() {
        html.add("<td").attribute("title", null).add(">").text(null).add("</td>");

        assertThat(html).hasToString("<td></td>");
        assertThat(Html.with(Html.with("/console/events", "aggregate", null), "aggregateId", "o1"))
                .isEqualTo("/console/events?aggregateId=o1");
    }
}
