package io.orderflow.axonserver.search;

/**
 * A piece of a query.
 *
 * @param position
 *            where in the query it begins, from 0
 */
record Word(Kind kind, String text, int position) {

    /** What it is, by its first character. */
    enum Kind {
        NAME, NUMBER, TEXT, SIGN, END
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equalsIgnoreCase(name);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }
}
