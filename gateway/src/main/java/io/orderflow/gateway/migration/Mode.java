package io.orderflow.gateway.migration;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who answers the requests of a migration. */
enum Mode {
    /** The old system. */
    @JsonProperty("legacy")
    LEGACY,
    /** The old system; the new one is asked too, and differences between the answers are recorded. */
    @JsonProperty("shadow")
    SHADOW,
    /** The new system for a share of the callers, each of whom always gets the same. */
    @JsonProperty("percent")
    PERCENT,
    /** The new system. */
    @JsonProperty("new")
    NEW
}
