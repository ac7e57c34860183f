package org.cardwright.perso.file;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.List;
import org.cardwright.crypto.module.SignedMessage;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.CrashPoint.Place;
import org.cardwright.perso.file.Manifest.FileEntry;
import org.cardwright.perso.file.Manifest.RecordEntry;
import org.cardwright.perso.json.JsonWriter;

/**
 * Writes a manifest in its canonical form, record by record.
 *
 * <p>Records go to a file of their own first, because the Merkle root stands before them in the order of RFC 8785.
 */
final class ManifestWriter implements Closeable {

    static final String RECORDS = "records.json";

    private final WorkDirectory work;
    private final MerkleTree tree = new MerkleTree();
    private final OutputStream recordsOut;

    ManifestWriter(WorkDirectory work) throws IOException {
        this.work = work;
        recordsOut = openFile(RECORDS);
        recordsOut.write('[');
    }

    void add(RecordEntry entry) throws IOException {
        if (tree.size() > 0) {
            recordsOut.write(',');
        }
        ManifestForm.write(JsonWriter.canonical(recordsOut), entry);
        tree.add(entry.leaf());
    }

    /** Cards added so far. */
    int records() {
        return Math.toIntExact(tree.size());
    }

    /** Signs and writes the manifest under its temporary name, forced; nothing of the records file stays. */
    void finish(ManifestHead head, List<FileEntry> files, Signer signer, CrashPoint crash) throws IOException {
        recordsOut.write(']');
        recordsOut.close();
        try (OutputStream out = openFile(Manifest.NAME)) {
            write(out, head, files, new Signature(signer.publicKey(), ByteString.EMPTY));
        }
        SignedMessage unsigned = out -> Files.copy(work.part(Manifest.NAME), out);
        Signature signature = new Signature(signer.publicKey(), signer.key().sign(unsigned));
        try (OutputStream out = openFile(Manifest.NAME)) {
            write(out, head, files, signature);
        }
        crash.reached(Place.SEAL_MANIFEST_WRITTEN);
        try (FileChannel channel = OwnerOnlyFiles.openForWriting(work.part(Manifest.NAME))) {
            channel.force(true);
        }
        work.deletePart(RECORDS);
        crash.reached(Place.SEAL_MANIFEST_FORCED);
    }

    /** Makes the signature. */
    interface SigningKey {
        /** 64 bytes over the message. */
        ByteString sign(SignedMessage message) throws IOException;
    }

    /** Who signs. */
    record Signer(ByteString publicKey, SigningKey key) {}

    private record Signature(ByteString publicKey, ByteString value) {}

    /** Members in the order of RFC 8785, 3.2.3; an empty signature is left out. */
    private void write(OutputStream file, ManifestHead head, List<FileEntry> files, Signature signature)
            throws IOException {
        JsonWriter out = JsonWriter.canonical(file).beginObject();
        out.member("batch", head.batch());
        ManifestForm.write(out.name("counts"), head.counts());
        out.name("files").beginArray();
        for (FileEntry entry : files) {
            ManifestForm.write(out, entry);
        }
        out.endArray().member("issuer", head.issuer()).name("keys").beginArray();
        for (ManifestHead.Key key : head.keys()) {
            ManifestForm.write(out, key);
        }
        out.endArray().member("layout", head.layout()).member("merkle_root", tree.root());
        out.name("profiles").beginArray();
        for (ManifestHead.Profile profile : head.profiles()) {
            ManifestForm.write(out, profile);
        }
        out.endArray().member("public_key", signature.publicKey()).name("records");
        Files.copy(work.part(RECORDS), file);
        out.valueWritten();
        if (!signature.value().isEmpty()) {
            out.member("signature", signature.value());
        }
        out.member("source_sha256", head.sourceSha256()).endObject();
    }

    private OutputStream openFile(String name) throws IOException {
        FileChannel channel = OwnerOnlyFiles.openForWriting(work.part(name));
        channel.truncate(0);
        return new BufferedOutputStream(Channels.newOutputStream(channel));
    }

    @Override
    public void close() throws IOException {
        recordsOut.close();
    }
}
