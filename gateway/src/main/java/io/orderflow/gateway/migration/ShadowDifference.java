package io.orderflow.gateway.migration;

import java.time.Instant;
import java.util.List;

/**
 * A request to which the two systems answered differently.
 *
 * @param traceId by which both systems' logs name it
 */
record ShadowDifference(Instant at, String method, String target, String traceId, List<FieldDifference> differences) {}
