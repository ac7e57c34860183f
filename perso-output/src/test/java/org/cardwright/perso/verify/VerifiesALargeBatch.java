package org.cardwright.perso.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.TestVault;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.CrashPoint;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.InclusionProof;
import org.cardwright.perso.file.Manifest;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.file.PersoFileSeal;
import org.cardwright.perso.file.PersoFileWriter;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.perso.file.RecordMac;
import org.cardwright.perso.file.SealRequest;

/** A process with a small heap that writes, seals, verifies and proves a batch whose manifest does not fit into it. */
final class VerifiesALargeBatch {

    private static final int CHUNK = 1000;

    /** Long references make a large manifest of fewer cards. */
    private static final int ORDER_CHARACTERS = Integer.getInteger("order.characters", 400);

    private static final String GROUP = "sda.white";
    private static final RecordMac MAC = new RecordMac(TestVault.module().seals(), TestVault.RECORD_KEY, "golden");

    private VerifiesALargeBatch() {}

    /** Arguments: directory, number of cards. Ends with 0 when all went well, 2 when the manifest would have fitted. */
    public static void main(String... arguments) throws IOException {
        Path parent = Path.of(arguments[0]);
        int cards = Integer.parseInt(arguments[1]);
        Path batch = seal(parent, cards);
        Path manifest = batch.resolve(Manifest.NAME);
        if (3 * Files.size(manifest) < Runtime.getRuntime().maxMemory()) {
            Runtime.getRuntime().halt(2);
        }
        verify(batch, cards);
        prove(batch, order(cards / 3));
    }

    private static Path seal(Path parent, int cards) throws IOException {
        Path work = parent.resolve("large.part");
        List<GroupFiles> groups = List.of(new GroupFiles(GROUP, Map.of(Channel.CHIP, GroupFiles.Frame.NONE), false));
        Map<String, Long> positions = Map.of();
        try (PersoFileWriter writer = PersoFileWriter.open(work, groups, positions, CrashPoint.NONE)) {
            for (int from = 1; from <= cards; from += CHUNK) {
                writer.append(records(from));
                positions = writer.positions();
            }
        }
        ManifestHead head = new ManifestHead(
                "cd".repeat(32),
                "golden",
                ByteString.repeat(1, 32),
                "test/1",
                List.of(),
                new ManifestHead.Counts(cards, cards, 0, 0, 0),
                List.of());
        SealRequest request = new SealRequest(
                work,
                parent.resolve("large"),
                groups,
                positions,
                head,
                List.of(),
                TestVault.RECORD_KEY,
                TestVault.SIGNING_KEY);
        new PersoFileSeal(TestVault.module(), CrashPoint.NONE).seal(request, all(cards), directory -> List.of());
        return request.target();
    }

    private static String order(int index) {
        return String.format(Locale.ROOT, "%0" + ORDER_CHARACTERS + "d", index);
    }

    private static List<PersoRecord> records(int from) {
        return MAC.bind(IntStream.range(from, from + CHUNK)
                .mapToObj(i ->
                        new RecordMac.Unbound(i, order(i), GROUP, Map.of(Channel.CHIP, ByteString.ofUnsigned(i, 4))))
                .toList());
    }

    private static Iterator<PersoRecord> all(int cards) {
        return IntStream.iterate(1, from -> from <= cards, from -> from + CHUNK)
                .boxed()
                .flatMap(from -> records(from).stream())
                .iterator();
    }

    /** Four bytes are no personalization record, which is said of every one; nothing else is wrong. */
    private static void verify(Path batch, int cards) throws IOException {
        VerificationReport report = new PersoFileVerifier(new VerificationContext(
                        new CaPublicKeys(List.of()),
                        TestVault.module().seals(),
                        Optional.of(TestVault.module().inventory().ed25519PublicKey(TestVault.SIGNING_KEY)),
                        Optional.of(TestVault.module()),
                        Optional.of(TestVault.RECORD_KEY),
                        Expectations.NONE))
                .verify(batch);
        boolean right = report.records() == cards
                && report.findingCount() == cards
                && report.findings().stream().allMatch(f -> f.rule() == VerificationRule.RECORD_SHAPE);
        if (!right) {
            throw new IllegalStateException(String.join("\n", report.lines()));
        }
    }

    private static void prove(Path batch, String order) throws IOException {
        ByteString salt = MAC.salts(List.of(order)).get(0);
        InclusionProof proof = InclusionProof.make(batch, order, salt).orElseThrow();
        ByteString key = TestVault.module().inventory().ed25519PublicKey(TestVault.SIGNING_KEY);
        List<String> wrong = new ArrayList<>(proof.check(
                batch.resolve(Manifest.NAME), key, TestVault.module().seals()));
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join("\n", wrong));
        }
    }
}
