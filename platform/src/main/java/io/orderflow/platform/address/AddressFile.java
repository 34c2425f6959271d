package io.orderflow.platform.address;

import io.orderflow.audit.AuditTarget.Addresses;
import io.orderflow.platform.certificates.CertificateFolder;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/**
 * The file {@code addresses.properties} in the data of a system, which exists while the system runs. It holds the token
 * of the event store, and only its owner can read it.
 */
public final class AddressFile implements AutoCloseable {

    private static final String NAME = "addresses.properties";
    private static final String AXON_SERVER = "axon-server";
    private static final String TOKEN = "axon-server-token";
    private static final String READ_MODELS = "read-models";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String CERTIFICATES = "certificates";

    private final Path file;

    private AddressFile(Path file) {
        this.file = file;
    }

    /** Writes the file for servers without encryption, to be removed by {@link #close}. */
    public static AddressFile write(Path data, Addresses addresses) {
        return write(data, addresses, Optional.empty());
    }

    /** Writes the file, with the certificates that clients need, to be removed by {@link #close}. */
    public static AddressFile write(Path data, Addresses addresses, Optional<CertificateFolder> certificates) {
        Properties properties = new Properties();
        properties.setProperty(AXON_SERVER, addresses.axonServer());
        addresses.token().ifPresent(token -> properties.setProperty(TOKEN, token));
        properties.setProperty(READ_MODELS, addresses.readModels());
        properties.setProperty(CHECKPOINTS, addresses.checkpoints());
        certificates.ifPresent(folder -> properties.setProperty(CERTIFICATES, folder.path().toString()));
        Path file = data.resolve(NAME);
        try {
            Files.createDirectories(data);
            Path written = Files.createTempFile(data, NAME, ".new", ownerOnly());
            try (Writer out = Files.newBufferedWriter(written)) {
                properties.store(out, "Where this system is reached while it runs");
            }
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
        return new AddressFile(file);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    /** Reads the file; empty where there is none, because nothing runs on this data. */
    public static Optional<Addresses> read(Path data) {
        Path file = data.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
        return Optional.of(new Addresses(properties.getProperty(AXON_SERVER),
                Optional.ofNullable(properties.getProperty(TOKEN)), properties.getProperty(READ_MODELS),
                properties.getProperty(CHECKPOINTS), Optional.ofNullable(properties.getProperty(CERTIFICATES))
                        .map(folder -> new CertificateFolder(Path.of(folder)).clientContext())));
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + file, e);
        }
    }
}
