package io.orderflow.ledger.trial;

import java.time.temporal.ChronoUnit;

/** The totals of the postings of each minute. */
public final class JournalMinutes extends JournalPeriods {

    public static final String NAME = "journal-minutes";

    public JournalMinutes() {
        super(NAME, ChronoUnit.MINUTES);
    }
}
