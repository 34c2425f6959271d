package io.orderflow.axonserver.conformance;

/** All parts of the suite. */
interface WholeConformance
        extends
        EventConformance,
        CommandConformance,
        SharedCommandConformance,
        QueryConformance,
        GatheredQueryConformance,
        StreamingQueryConformance,
        SubscriptionConformance,
        ControlConformance,
        EventQueryConformance,
        ScheduleConformance,
        ContextConformance,
        ProcessorConformance {}
