package io.orderflow.service.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells in a sentence why a process does not start. The framework makes it by its name, once, after a failed start. */
final class RefusedStart extends AbstractFailureAnalyzer<NotOpenBeyondThisMachine> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, NotOpenBeyondThisMachine refused) {
        return new FailureAnalysis(refused.getMessage(), null, refused);
    }
}
