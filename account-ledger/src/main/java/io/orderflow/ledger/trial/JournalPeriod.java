package io.orderflow.ledger.trial;

import java.time.Instant;

/**
 * What was posted in one currency in one period of time.
 *
 * @param begins the first moment of the period
 */
public record JournalPeriod(Instant begins, JournalTotals totals, long position) {}
