package io.orderflow.axonserver.control;

/**
 * Which event processor is meant. Instances that share context, name and store of tokens share the work.
 *
 * @param context
 *            the context of its clients; empty where its name says enough
 * @param tokenStoreId
 *            the store's name for itself; empty for a processor without one, and where its name says enough
 */
public record ProcessorId(String context, String name, String tokenStoreId) {

    /** Whether this, which may leave out what says enough without, means that one. */
    boolean means(ProcessorId other) {
        return name.equals(other.name)
                && (context.isEmpty() || context.equals(other.context))
                && (tokenStoreId.isEmpty() || tokenStoreId.equals(other.tokenStoreId));
    }

    @Override
    public String toString() {
        return name + (context.isEmpty() ? "" : " in context " + context)
                + (tokenStoreId.isEmpty() ? "" : " with token store " + tokenStoreId);
    }
}
