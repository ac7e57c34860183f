package org.cardwright.perso.medium;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.cardwright.crypto.medium.MediumRule;
import org.cardwright.formats.bytes.ByteString;

/** Files with their manifest in front, as one stream. Reading gives every file to a place and checks it on its way. */
public final class MediumArchive {

    private static final int BUFFER_BYTES = 1 << 16;

    /** The directory of the archive, which nobody reads, for the most files with the longest names. */
    private static final int MAX_BEHIND_BYTES = 1 << 20;

    private final String container;

    private MediumArchive(String container) {
        this.container = container;
    }

    /** Where files go. */
    @FunctionalInterface
    public interface Place {

        /** Begins a file of the manifest; closing it makes it last. */
        OutputStream create(MediumManifest.Entry file) throws IOException;
    }

    /**
     * What was read.
     *
     * @param manifest the list, of which everything is true but the number of records
     * @param sha256 hash of the manifest as it stands in the archive: the identity of the medium
     */
    public record Taken(MediumManifest manifest, ByteString sha256) {}

    /**
     * Reads an archive to its end.
     *
     * @param container its name, for refusals
     * @param issuer whose files are expected
     * @throws org.cardwright.formats.MalformedFileException when anything in it is not as the manifest says; then no file may be used
     */
    public static Taken read(String container, String issuer, InputStream in, Place place) throws IOException {
        return new MediumArchive(container).read(issuer, in, place);
    }

    private Taken read(String issuer, InputStream in, Place place) throws IOException {
        ZipInputStream archive = new ZipInputStream(in, StandardCharsets.UTF_8);
        ByteString bytes = manifest(archive);
        MediumManifest manifest = MediumManifest.decode(bytes, container);
        if (!manifest.issuer().equals(issuer)) {
            throw MediumRule.ISSUER.in(container);
        }
        List<MediumManifest.Entry> left = new ArrayList<>(manifest.files());
        for (Optional<String> name = next(archive); name.isPresent(); name = next(archive)) {
            MediumManifest.Entry entry = listed(name.get(), manifest, left);
            try (OutputStream out = place.create(entry)) {
                copy(archive, entry, manifest.files().indexOf(entry) + 1, out);
            }
            left.remove(entry);
        }
        if (!left.isEmpty()) {
            throw MediumRule.FILE_MISSING.in(
                    container, "file " + (manifest.files().indexOf(left.get(0)) + 1), "");
        }
        if (in.readNBytes(MAX_BEHIND_BYTES + 1).length > MAX_BEHIND_BYTES) {
            throw MediumRule.ARCHIVE.in(container);
        }
        return new Taken(manifest, ByteString.of(sha256().digest(bytes.toByteArray())));
    }

    private ByteString manifest(ZipInputStream archive) throws IOException {
        if (!next(archive).equals(Optional.of(MediumManifest.NAME))) {
            throw MediumRule.ARCHIVE.in(container);
        }
        byte[] bytes;
        try {
            bytes = archive.readNBytes(MediumManifest.MAX_MANIFEST_BYTES + 1);
        } catch (ZipException | EOFException malformed) {
            throw MediumRule.ARCHIVE.in(container);
        }
        if (bytes.length > MediumManifest.MAX_MANIFEST_BYTES) {
            throw MediumRule.TOO_LARGE.in(container, MediumManifest.NAME, "");
        }
        return ByteString.of(bytes);
    }

    private Optional<String> next(ZipInputStream archive) throws IOException {
        try {
            return Optional.ofNullable(archive.getNextEntry()).map(ZipEntry::getName);
        } catch (ZipException | EOFException | IllegalArgumentException malformed) {
            throw MediumRule.ARCHIVE.in(container);
        }
    }

    /** A name that is not in the list is not looked at any further. */
    private MediumManifest.Entry listed(String name, MediumManifest manifest, List<MediumManifest.Entry> left)
            throws IOException {
        return left.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> MediumRule.FILE_UNLISTED.in(
                        container, "entry " + (manifest.files().size() - left.size() + 1), ""));
    }

    private void copy(InputStream archive, MediumManifest.Entry entry, int number, OutputStream out)
            throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        long length = 0;
        for (int read = read(archive, buffer); read > 0; read = read(archive, buffer)) {
            length += read;
            if (length > entry.bytes()) {
                throw MediumRule.FILE_ALTERED.in(container, "file " + number, "longer");
            }
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
        if (length != entry.bytes() || !ByteString.of(digest.digest()).equals(entry.sha256())) {
            throw MediumRule.FILE_ALTERED.in(container, "file " + number, "");
        }
    }

    private int read(InputStream archive, byte[] buffer) throws IOException {
        try {
            return archive.read(buffer);
        } catch (ZipException | EOFException malformed) {
            throw MediumRule.ARCHIVE.in(container);
        }
    }

    /**
     * Writes files with their manifest; the stream stays open.
     *
     * @param files in the order of the manifest
     * @throws IOException also when a file is not any more what the manifest says
     */
    public static void write(OutputStream out, MediumManifest manifest, List<Path> files) throws IOException {
        ZipOutputStream archive = new ZipOutputStream(out, StandardCharsets.UTF_8);
        put(archive, MediumManifest.NAME);
        archive.write(manifest.encode().toByteArray());
        for (int i = 0; i < files.size(); i++) {
            put(archive, manifest.files().get(i).name());
            try (InputStream in = Files.newInputStream(files.get(i))) {
                new MediumArchive(MediumManifest.NAME).copy(in, manifest.files().get(i), i + 1, archive);
            }
        }
        archive.finish();
    }

    /** Without a time, so that the same files are the same bytes. */
    private static void put(ZipOutputStream archive, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        archive.putNextEntry(entry);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 belongs to every JDK", missing);
        }
    }
}
