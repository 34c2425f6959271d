package io.orderflow.service.message;

import io.orderflow.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * For whom the current thread works: the subject of a token, never the token. A caller may be confined to what belongs to
 * one owner, as a customer is to its own orders; all that belongs to others is then for it as if it did not exist.
 *
 * @param subject the name under which the issuer knows the caller
 * @param owner   the only owner whose belongings the caller sees and changes; absent where it is confined to none
 */
public record Caller(String subject, @Nullable String owner) {

    /** Stands for every caller where nobody is asked, and for what the process does by itself. */
    public static final Caller ANYONE = new Caller(Origin.ANONYMOUS, null);

    /** The owner of nothing at all: no resource of ours has it. */
    public static final String OWNER_OF_NOTHING = "";

    private static final ThreadLocal<Caller> CURRENT = new ThreadLocal<>();

    /** The caller of the request that this thread works for. */
    public static Caller current() {
        Caller caller = CURRENT.get();
        return caller == null ? ANYONE : caller;
    }

    /** Lets this thread work for the caller, until {@link #end}. */
    public static void begin(Caller caller) {
        CURRENT.set(caller);
    }

    /** Lets this thread work for nobody any more. */
    public static void end() {
        CURRENT.remove();
    }

    /** Whether the caller sees and changes what belongs to this owner; null where it belongs to nobody. */
    public boolean isFree(@Nullable String belongsTo) {
        return owner == null || owner.equals(belongsTo);
    }

    /**
     * The owner of what the caller makes: the one that it names or, where it names none, the one that it is confined to.
     *
     * @throws ProblemException where it names somebody else than it is confined to
     */
    public @Nullable String ownerOfNew(@Nullable String named) {
        if (owner != null && (owner.equals(OWNER_OF_NOTHING) || named != null && !named.equals(owner))) {
            throw new ForAnother();
        }
        return named == null ? owner : named;
    }

    /** The caller makes something in the name of another. */
    private static final class ForAnother extends ProblemException {

        ForAnother() {
            super(ProblemCode.FORBIDDEN, "The token allows this only in the name of its own customer");
        }
    }
}
