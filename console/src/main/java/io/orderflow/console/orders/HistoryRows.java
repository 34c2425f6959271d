package io.orderflow.console.orders;

import io.orderflow.console.eventlog.FieldChange;
import io.orderflow.console.eventlog.LoggedEvent;
import io.orderflow.console.page.Html;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The history of an order as rows of a table, or as entries of a timeline. Used by one thread.
 *
 * @param from where the page of the history begins; absent for the first one
 */
record HistoryRows(String orderId, @Nullable String from, Html html) {

    private static final int MANY_CHANGES = 10;
    private static final Pattern CODE = Pattern.compile("[A-Z_]+");
    private static final String FAILED = "<span aria-hidden=\"true\">✕ </span>";
    private static final String OPERATOR = "<span class=\"status warn\"><span aria-hidden=\"true\">!</span> ";

    String compact(List<HistoryEntry> entries) {
        boolean later = false;
        for (HistoryEntry entry : entries) {
            if (entry.later() && !later) {
                html.add(
                        "<tr class=\"mark\"><td colspan=\"6\"><span aria-hidden=\"true\">◷</span> What follows happened "
                                + "after the moment that you look at.</td></tr>\n");
            }
            later = entry.later();
            addRow(entry);
        }
        return html.toString();
    }

    private void addRow(HistoryEntry entry) {
        LoggedEvent event = entry.event();
        html.add("<tr").attribute("class", classes(entry, "failure", "")).add("><td class=\"num\"")
                .attribute("title", html.show().exact(event.time())).add(">").text(entry.offset()).add("</td><td>");
        if (event.isFailure()) {
            html.add("<span class=\"bad-text\">" + FAILED + "<strong>").text(entry.title()).add("</strong></span>");
        } else {
            html.add("<span>").text(entry.title()).add("</span>");
        }
        if (entry.isByOperator()) {
            html.add(" " + OPERATOR + "operator</span>");
        }
        addReason(entry, " <span class=\"small muted\">", "</span>");
        html.add("</td><td class=\"small nowrap\">");
        addStream(event);
        html.add("</td><td class=\"small\">");
        addChanges(event);
        html.add("</td><td class=\"small\">").text(html.show().shortId(event.actor()));
        html.add("</td><td class=\"small nowrap\">");
        addCauses(event, entry.title());
        html.add("</td></tr>\n");
    }

    String timeline(List<HistoryEntry> entries) {
        entries.forEach(this::addEntry);
        return html.toString();
    }

    private void addEntry(HistoryEntry entry) {
        LoggedEvent event = entry.event();
        html.add("<li").attribute("class", classes(entry, "bad", "warn")).add("><div class=\"when\"><span>")
                .text(entry.offset()).add("</span> <span class=\"muted small\">").text(html.show().clock(event.time()))
                .add("</span>").add(entry.later() ? " <span class=\"small\">later</span>" : "")
                .add("</div><div><p class=\"what\">").add(event.isFailure() ? FAILED : "");
        if (event.position() == null) {
            html.add("<span>").text(event.type()).add("</span>");
        } else {
            html.link(html.address("/events/{}", event.position().toString()), null, event.type());
        }
        html.add(" <span class=\"muted small\">").text(nameOf(event)).add("</span>");
        if (entry.isByOperator()) {
            html.add(" " + OPERATOR + "by ").text(html.show().shortId(event.actor())).add("</span>");
        }
        html.add("</p>");
        addReason(entry, "<p class=\"small\">", "</p>");
        addChanges(event);
        html.add("<p class=\"small\">");
        addCauses(event, event.type());
        html.add("</p></div></li>\n");
    }

    private static @Nullable String classes(HistoryEntry entry, String failure, String operator) {
        String kind = entry.event().isFailure() ? failure : entry.isByOperator() ? operator : "";
        String classes = (kind + (entry.later() ? " later" : "")).strip();
        return classes.isEmpty() ? null : classes;
    }

    private void addReason(HistoryEntry entry, String begin, String end) {
        String reason = entry.reason();
        if (reason != null) {
            html.add(begin).text(CODE.matcher(reason).matches() ? html.show().words(reason) : "“" + reason + "”")
                    .add(end);
        }
    }

    private void addStream(LoggedEvent event) {
        String aggregate = event.aggregate();
        if (aggregate != null) {
            String address = Html.with(Html.with(html.address("/events"), "aggregate", event.stream()), "aggregateId",
                    event.streamId());
            html.link(address, aggregate, event.streamId().equals(orderId)
                    ? event.stream()
                    : nameOf(event));
        }
    }

    /** The kind whole, and a long identifier shortened. */
    private String nameOf(LoggedEvent event) {
        return event.aggregate() == null
                ? html.show().shortId(null)
                : event.stream() + ":" + html.show().shortId(event.streamId());
    }

    private void addChanges(LoggedEvent event) {
        List<FieldChange> changes = event.changes();
        if (changes.isEmpty()) {
            return;
        }
        boolean many = changes.size() >= MANY_CHANGES;
        if (many) {
            html.add("<details").attribute("id", "changes-" + event.eventId()).add("><summary>")
                    .add(Integer.toString(changes.size())).add(" fields</summary>");
        }
        html.add("<ul class=\"changes\">");
        changes.forEach(
                change -> html.add("<li>").change(change.field(), change.before(), change.after()).add("</li>"));
        html.add("</ul>").add(many ? "</details>" : "");
    }

    private void addCauses(LoggedEvent event, String name) {
        String address = Html.with(Html.with(html.address("/orders/{}/causes", orderId), "focus", event.eventId()),
                "cursor", from);
        html.add("<a").attribute("href", address).attribute("aria-label", "Causes of " + name).add(">causes</a>");
    }
}
