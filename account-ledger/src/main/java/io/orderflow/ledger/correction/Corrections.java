package io.orderflow.ledger.correction;

import org.springframework.context.annotation.Import;

/** Puts the correction of entries together. */
@Import({Entries.class, ReversalController.class})
public final class Corrections {}
