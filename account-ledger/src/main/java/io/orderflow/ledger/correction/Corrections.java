package io.orderflow.ledger.correction;

import org.springframework.context.annotation.Import;

/** All that corrections are made of. */
@Import({Entries.class, ReversalController.class})
public final class Corrections {}
