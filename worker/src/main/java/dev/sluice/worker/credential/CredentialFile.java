package dev.sluice.worker.credential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Credentials in a {@link CredentialDocument} on disk that only its owner may read. */
public record CredentialFile(Path path) implements CredentialStore {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    @Override
    public ZohoCredentials read() {
        try {
            refuseIfOthersMayRead();
            return CredentialDocument.read(Files.readAllBytes(path), "the credentials file " + path);
        } catch (IOException e) {
            throw new UnusableCredentials("the credentials file " + path + " cannot be read: "
                    + e.getClass().getSimpleName());
        }
    }

    /** Replaces the file in one step: whoever reads it meanwhile finds the old one or the new one, whole. */
    @Override
    public void store(ZohoCredentials credentials) {
        var target = path.toAbsolutePath();
        var folder = Objects.requireNonNullElse(target.getParent(), target);
        try {
            Files.createDirectories(folder);
            var fresh = Files.createTempFile(folder, ".zoho-", ".new", ownerOnly(folder));
            try {
                Files.write(fresh, CredentialDocument.write(credentials));
                Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UnusableCredentials("the credentials file " + path + " cannot be written: "
                    + e.getClass().getSimpleName());
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                : new FileAttribute<?>[0];
    }

    private void refuseIfOthersMayRead() throws IOException {
        var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null && !OWNER.containsAll(view.readAttributes().permissions())) {
            throw new UnusableCredentials(
                    "the credentials file " + path + " may be used by others than its owner; run: chmod 600 " + path);
        }
    }

    @Override
    public String toString() {
        return "file:" + path;
    }
}
