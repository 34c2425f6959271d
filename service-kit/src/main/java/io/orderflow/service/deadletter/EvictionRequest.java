package io.orderflow.service.deadletter;

import io.orderflow.service.web.ReadableText;
import org.jspecify.annotations.Nullable;

/** The request to give up an event, with the operator's reason. */
record EvictionRequest(@ReadableText @Nullable String reason) {}
