package io.orderflow.service.web;

import io.orderflow.api.Sha256;
import java.util.Arrays;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/** Tells representations apart: two that differ in any byte of their JSON have different fingerprints. Thread-safe. */
public final class Fingerprint {

    /** 96 bits, which are enough that no two representations will ever have the same. */
    private static final int BYTES = 12;

    private final JsonMapper json;

    Fingerprint(JsonMapper json) {
        this.json = json;
    }

    /** 16 characters that can stand in an entity tag, a header and a URL. */
    public String of(Object body) {
        byte[] digest = Sha256.of(json.writeValueAsBytes(body));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    }
}
