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

    private static final List<String> SERVERS = List.of("--orderflow.tls.event-store=" + CertificateFolder.BUNDLE,
            "--orderflow.tls.databases=" + CertificateFolder.BUNDLE);

    List<String> ofService(String name) {
        List<String> settings = settings(name, true);
        settings.addAll(SERVERS);
        return settings;
    }

    /** It calls the gateway alone. */
    List<String> ofConsole(String name) {
        List<String> settings = settings(name, true);
        settings.add("--orderflow.console.tls=" + CertificateFolder.BUNDLE);
        return settings;
    }

    List<String> ofGateway(String name) {
        List<String> settings = settings(name, wantsOfCallers);
        settings.addAll(SERVERS);
        settings.add("--orderflow.tls.services=" + CertificateFolder.BUNDLE);
        return settings;
    }

    private List<String> settings(String name, boolean wantsCertificate) {
        return new ArrayList<>(folder.listenerSettings(name, wantsCertificate));
    }
}
