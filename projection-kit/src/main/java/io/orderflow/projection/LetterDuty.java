package io.orderflow.projection;

/** Has what was set aside folded again where somebody asked for it. */
final class LetterDuty implements Housekeeper.Duty {

    @Override
    public boolean attend(HostedProjection<?> projection, Pointer pointer) {
        return projection.redeliver();
    }
}
