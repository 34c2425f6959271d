package io.orderflow.platform.services;

import io.orderflow.platform.certificates.CertificateFolder;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings by which the services and the gateway encrypt their connections and show their certificates, each to
 * each.
 *
 * @param folder         the certificates
 * @param wantsOfCallers whether callers of the gateway need a certificate too; the services always want one
 */
record ServiceTls(CertificateFolder folder, boolean wantsOfCallers) {

    private static final String BUNDLE = "orderflow";
    private static final String PEM = "--spring.ssl.bundle.pem." + BUNDLE + ".";

    List<String> ofService(String name) {
        return settings(name, true);
    }

    List<String> ofGateway(String name) {
        List<String> settings = settings(name, wantsOfCallers);
        settings.add("--orderflow.tls.services=" + BUNDLE);
        return settings;
    }

    private List<String> settings(String name, boolean wantsCertificate) {
        return new ArrayList<>(List.of(PEM + "keystore.certificate=" + folder.certificate(name).toUri(),
                PEM + "keystore.private-key=" + folder.key(name).toUri(),
                PEM + "truststore.certificate=" + folder.authority().toUri(), PEM + "reload-on-update=true",
                "--server.ssl.bundle=" + BUNDLE, "--server.ssl.client-auth=" + (wantsCertificate ? "need" : "none"),
                "--orderflow.tls.event-store=" + BUNDLE, "--orderflow.tls.databases=" + BUNDLE));
    }
}
