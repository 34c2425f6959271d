package io.orderflow.query.profiles;

import org.springframework.context.annotation.Import;

/** Imports the replica of customers. No query asks for it by itself. */
@Import({ProfilesProjection.class, Profiles.class})
public final class ProfilesReadModel {}
