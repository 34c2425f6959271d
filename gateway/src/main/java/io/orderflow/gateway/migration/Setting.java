package io.orderflow.gateway.migration;

/**
 * What an operator has decided for a migration.
 *
 * @param percent the share of callers, in percent, that the new system answers in the mode {@code PERCENT}
 */
record Setting(Mode mode, int percent) {

    /** Whether the new system answers this caller. A caller that it answers stays with it while the share grows. */
    boolean isNewFor(String caller) {
        return switch (mode) {
            case LEGACY, SHADOW -> false;
            case NEW -> true;
            case PERCENT -> Groups.of(caller) < percent;
        };
    }
}
