package io.orderflow.axonserver.conformance;

/** All parts of the suite. */
interface WholeConformance
        extends
        EventConformance,
        TransactionConformance,
        CommandConformance,
        SharedCommandConformance,
        QueryConformance,
        GatheredQueryConformance,
        StreamingQueryConformance,
        SubscriptionConformance,
        ControlConformance,
        EventQueryConformance,
        PersistentStreamConformance,
        ScheduleConformance,
        ContextConformance,
        ProcessorConformance {}
