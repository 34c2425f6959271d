package io.orderflow.ledger;

import java.util.Locale;

/** The ledger's own accounts, the two sides of every posting. */
public enum LedgerAccount {

    /** The money we have. */
    CASH,
    /** What we owe our customers and they are free to spend. */
    CUSTOMERS,
    /** What we owe our customers and is held for payments on their way. */
    HOLDS,
    /** What we have earned. */
    SALES;

    /** The name that clients see, and that is stored. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The account of this label. */
    public static LedgerAccount labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
