package io.orderflow.console.api;

import java.net.URI;
import org.springframework.http.HttpHeaders;

/** On whose behalf the platform is called, and where it is. Implementations are called on the thread of a request. */
public interface Bearer {

    /** Names the person, so that nobody sees what another one was shown. */
    String name();

    /** Adds what proves who the person is, where the platform asks. */
    void authorize(HttpHeaders headers);

    /** The address of the platform's HTTP interface. */
    URI platform();
}
