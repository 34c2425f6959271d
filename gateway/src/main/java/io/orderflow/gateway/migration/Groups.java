package io.orderflow.gateway.migration;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Parts callers into a hundred groups of about the same size, by their names alone. */
final class Groups {

    private static final int GROUPS = 100;

    private Groups() {}

    /** The group of a caller, from 0 to 99; the same in every process and for ever. */
    static int of(String caller) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(caller.getBytes(StandardCharsets.UTF_8));
            return Math.floorMod(ByteBuffer.wrap(hash).getInt(), GROUPS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
