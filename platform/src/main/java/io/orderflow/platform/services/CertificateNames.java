package io.orderflow.platform.services;

import io.orderflow.platform.certificates.CertificateFolder;
import java.util.List;
import java.util.stream.Stream;

/** The names under which the processes of the services, and the people and tools that use them, have certificates. */
public final class CertificateNames {

    private CertificateNames() {}

    public static List<String> all() {
        return Stream.concat(alwaysNeeded().stream(),
                Stream.of(CertificateFolder.PLATFORM, ServiceProcesses.RELAY, ServiceProcesses.NOTIFICATION,
                        ServiceProcesses.CONSOLE))
                .toList();
    }

    /** Those without which the services do not start. */
    static List<String> alwaysNeeded() {
        return Stream.concat(
                Stream.of(CertificateFolder.CLIENT, GatewayCommand.NAME, ServiceProcesses.EVENT_STORE,
                        ServiceProcesses.DATABASE),
                Stream.of(Service.values()).map(Service::title)).toList();
    }
}
