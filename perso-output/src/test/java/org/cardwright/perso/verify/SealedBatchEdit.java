package org.cardwright.perso.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.TestVault;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.MerkleTree;
import org.cardwright.perso.file.PersoFileReader;
import org.cardwright.perso.file.RecordMac;

/** A copy of a sealed batch that somebody with the bureau's signing key changed: every hash is made anew and signed. */
final class SealedBatchEdit {

    private final Path directory;

    private SealedBatchEdit(Path directory) {
        this.directory = directory;
    }

    static SealedBatchEdit copyOf(Path batch, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(batch)) {
            for (Path path : all.sorted().toList()) {
                Files.copy(path, target.resolve(batch.relativize(path).toString()));
            }
        }
        return new SealedBatchEdit(target);
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /** Changes the text of a file and what the manifest says of it. */
    SealedBatchEdit file(String name, String from, String to) throws IOException {
        String text = Files.readString(path(name), StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        byte[] bytes = text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
        Files.write(path(name), bytes);
        ByteString hash = Sha.sha256(ByteString.of(bytes));
        return manifest(json -> json.replaceFirst(
                "\"bytes\":[0-9]+,\"path\":\"" + name + "\",\"records\":([0-9]+),\"sha256\":\"[0-9a-f]+\"",
                "\"bytes\":" + bytes.length + ",\"path\":\"" + name + "\",\"records\":$1,\"sha256\":\"" + hex(hash)
                        + "\""));
    }

    /** Changes the text of the manifest and signs it. */
    SealedBatchEdit manifest(UnaryOperator<String> change) throws IOException {
        Path file = path(Manifest.NAME);
        String before = Files.readString(file);
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(file, after);
        return signed(file, after);
    }

    private SealedBatchEdit signed(Path file, String after) throws IOException {
        ByteString signature = TestVault.module().seals().sign(TestVault.SIGNING_KEY, Manifest.signedForm(file));
        Files.writeString(
                file, after.replaceFirst("\"signature\":\"[0-9a-f]+\"", "\"signature\":\"" + hex(signature) + "\""));
        return this;
    }

    /** Makes every leaf anew for the order that the manifest names, and the root over them. */
    SealedBatchEdit leaves() throws IOException {
        RecordMac mac = new RecordMac(TestVault.module().seals(), TestVault.RECORD_KEY, "golden");
        List<PersoFileReader.Card> cards = new ArrayList<>();
        try (PersoFileReader reader = PersoFileReader.open(directory)) {
            for (Optional<PersoFileReader.Card> card = reader.next(); card.isPresent(); card = reader.next()) {
                cards.add(card.get());
            }
        }
        for (PersoFileReader.Card card : cards) {
            ByteString salt = mac.salts(List.of(card.entry().order())).get(0);
            ByteString leaf = MerkleTree.leaf(salt, MerkleTree.channelHashes(card.channels()));
            if (!leaf.equals(card.entry().leaf())) {
                manifest(json -> json.replace(hex(card.entry().leaf()), hex(leaf)));
            }
        }
        return rooted();
    }

    /** Puts the root over the leaves as they are now. */
    SealedBatchEdit rooted() throws IOException {
        List<ByteString> leaves = new ArrayList<>();
        Manifest.read(path(Manifest.NAME), entry -> leaves.add(entry.leaf()));
        MerkleTree tree = new MerkleTree();
        leaves.forEach(tree::add);
        return manifest(json ->
                json.replaceFirst("\"merkle_root\":\"[0-9a-f]+\"", "\"merkle_root\":\"" + hex(tree.root()) + "\""));
    }

    Set<VerificationRule> fired(VerificationContext context) {
        try {
            return new PersoFileVerifier(context)
                    .verify(directory).findings().stream().map(Finding::rule).collect(Collectors.toSet());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String hex(ByteString bytes) {
        return bytes.toHex().toLowerCase(Locale.ROOT);
    }
}
