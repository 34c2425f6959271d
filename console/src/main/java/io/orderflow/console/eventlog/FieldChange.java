package io.orderflow.console.eventlog;

import org.jspecify.annotations.Nullable;

/** A field of an order before and after an event; absent where the order did not have it. */
public record FieldChange(String field, @Nullable String before, @Nullable String after) {}
