package io.orderflow.gateway.composition;

import tools.jackson.databind.JsonNode;

/** What a service was asked for. */
sealed interface Part {

    /** It was there. */
    record Available(JsonNode body) implements Part {}

    /**
     * It was not, for this reason.
     *
     * @param refused whether the service refuses to tell the caller, who may not know or asks for what there is not
     */
    record Unavailable(String code, String reason, boolean refused) implements Part {}
}
