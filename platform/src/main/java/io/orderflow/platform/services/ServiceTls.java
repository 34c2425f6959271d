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

    List<String> ofService(String name) {
        return settings(name, true);
    }

    List<String> ofGateway(String name) {
        List<String> settings = settings(name, wantsOfCallers);
        settings.add("--orderflow.tls.services=" + CertificateFolder.BUNDLE);
        return settings;
    }

    private List<String> settings(String name, boolean wantsCertificate) {
        List<String> settings = new ArrayList<>(folder.listenerSettings(name, wantsCertificate));
        settings.add("--orderflow.tls.event-store=" + CertificateFolder.BUNDLE);
        settings.add("--orderflow.tls.databases=" + CertificateFolder.BUNDLE);
        return settings;
    }
}
