package io.orderflow.ledger;

import java.util.Locale;

/** The ledger's own accounts, the two sides of every posting. */
public enum LedgerAccount {

    /** The money that we have. */
    CASH,
    /** The money that we owe our customers and that they are free to spend. */
    CUSTOMERS,
    /** The money that we owe our customers and that is held for payments on their way. */
    HOLDS,
    /** The money that we have earned. */
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
