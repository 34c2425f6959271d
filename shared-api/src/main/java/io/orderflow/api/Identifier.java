package io.orderflow.api;

/** An identifier, which is a text wherever it is sent. It is made of that text by a constructor that checks it. */
public interface Identifier {

    /** The text that {@link Identifiers} allows. */
    String value();
}
