package io.orderflow.platform.services;

import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.platform.address.ListeningAddress;
import io.orderflow.platform.address.MongoUris;
import io.orderflow.platform.certificates.CertificateFolder;
import io.orderflow.platform.embedded.PlatformOptions;
import java.net.URI;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Where the processes answer.
 *
 * @param certificates by which all connections are encrypted; without them they are not
 */
record ProcessAddresses(Ports ports, Optional<CertificateFolder> certificates) {

    URI of(Service service) {
        return on(ports.services().get(service));
    }

    URI relay() {
        return on(ports.relay());
    }

    URI notification() {
        return on(ports.notification());
    }

    URI console() {
        return on(ports.console());
    }

    /** Where this machine reaches the gateway that listens on a host. */
    URI gateway(String host) {
        return ListeningAddress.reachable(scheme(), host, ports.gateway());
    }

    URI databaseOverHttp() {
        return on(ports.mongoHttp());
    }

    URI eventStoreOverHttp() {
        return on(ports.axonServerHttp());
    }

    private URI on(int port) {
        return URI.create(scheme() + "://" + PlatformOptions.LOOPBACK + ":" + port);
    }

    String scheme() {
        return certificates.isEmpty() ? "http" : "https";
    }

    /** @param by maps the port of a server to the port by which it is reached */
    Addresses servers(IntUnaryOperator by) {
        String mongo = "mongodb://127.0.0.1:" + by.applyAsInt(ports.mongo());
        return new Addresses("127.0.0.1:" + by.applyAsInt(ports.axonServer()), Optional.empty(),
                MongoUris.readModels(mongo), MongoUris.checkpoints(mongo),
                certificates.map(CertificateFolder::clientContext));
    }
}
