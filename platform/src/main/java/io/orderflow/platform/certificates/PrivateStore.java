package io.orderflow.platform.certificates;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A key store that keytool works on, in a folder of its own that only its user can enter, because keytool makes files that
 * everybody can read. It is gone when it is closed.
 */
record PrivateStore(Path file) implements AutoCloseable {

    /** A key store is as safe as its file: whoever can read the one can read private keys in plain text beside it. */
    static final String PASSWORD = "development";

    static PrivateStore in(Path folder) throws IOException {
        return new PrivateStore(Files.createTempDirectory(folder, "keys").resolve("store.p12"));
    }

    /** @throws IOException where keytool fails, with what it says */
    void keytool(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                .toString(), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-storetype", "PKCS12", "-keystore",
                file.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + said.strip());
            }
        } catch (InterruptedException stopped) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while keytool runs", stopped);
        }
    }

    static void letOthersRead(Path certificate) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(certificate, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        Files.delete(file.getParent());
    }
}
