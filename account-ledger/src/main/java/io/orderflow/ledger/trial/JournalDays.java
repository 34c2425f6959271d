package io.orderflow.ledger.trial;

import java.time.temporal.ChronoUnit;

/** The totals of the postings of each day, from midnight to midnight in UTC. */
public final class JournalDays extends JournalPeriods {

    public static final String NAME = "journal-days";

    public JournalDays() {
        super(NAME, ChronoUnit.DAYS);
    }
}
