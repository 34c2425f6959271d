package io.orderflow.api;

/** An identifier. Messages carry it as a text, and its constructor checks that text. */
public interface Identifier {

    /** The text that {@link Identifiers} allows. */
    String value();
}
