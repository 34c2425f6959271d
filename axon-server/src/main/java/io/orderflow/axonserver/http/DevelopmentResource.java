package io.orderflow.axonserver.http;

import io.orderflow.axonserver.context.Contexts;

/** What nobody may do to a server that matters. */
record DevelopmentResource(Contexts contexts, boolean developmentMode) {

    void addTo(Routes routes) {
        routes.add("DELETE", "/v1/devmode/purge-events", request -> purge());
    }

    private Answer purge() {
        if (!developmentMode) {
            throw new HttpProblem(403, "Events are removed in development mode only, see --dev-mode");
        }
        contexts.purgeAll();
        return Answer.done();
    }
}
