package io.orderflow.ledger.trial;

import java.time.Instant;

/**
 * The totals of the postings in one currency in one period of time.
 *
 * @param begins the first moment of the period
 */
public record JournalPeriod(Instant begins, JournalTotals totals, long position) {}
