package io.orderflow.axonserver.search;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/** How two values are compared. */
enum Comparing {
    EQUAL("=", order -> order == 0),
    UNEQUAL("!=", order -> order != 0),
    LESS("<", order -> order < 0),
    AT_MOST("<=", order -> order <= 0),
    GREATER(">", order -> order > 0),
    AT_LEAST(">=", order -> order >= 0);

    private final String sign;
    private final IntPredicate accepts;

    Comparing(String sign, IntPredicate accepts) {
        this.sign = sign;
        this.accepts = accepts;
    }

    boolean holds(Object left, Object right) {
        return accepts.test(Operand.compare(left, right));
    }

    /** The same comparison with its sides exchanged. */
    Comparing mirrored() {
        return switch (this) {
            case EQUAL, UNEQUAL -> this;
            case LESS -> GREATER;
            case AT_MOST -> AT_LEAST;
            case GREATER -> LESS;
            case AT_LEAST -> AT_MOST;
        };
    }

    static Optional<Comparing> of(String sign) {
        return Arrays.stream(values())
                .filter(comparing -> comparing.sign.equals(sign.equals("<>") ? "!=" : sign))
                .findFirst();
    }
}
