package io.orderflow.ledger.statement;

import io.orderflow.api.message.MessageType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an account's statement, newest first.
 *
 * @param next the cursor of the page after this one, null where this is the last
 */
@MessageType("view.statement-page")
public record StatementPage(List<StatementEntry> items, @Nullable String next) {}
