package io.orderflow.ledger.correction;

import org.springframework.context.annotation.Import;

/** Imports the correction of entries. */
@Import({Entries.class, ReversalController.class})
public final class Corrections {}
