package org.cardwright.perso.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.TestVault;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.CrashPoint;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.file.ManifestHead.Counts;
import org.cardwright.perso.file.PersoFileSeal;
import org.cardwright.perso.file.PersoFileWriter;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.perso.file.RecordMac;
import org.cardwright.perso.file.RejectsFile;
import org.cardwright.perso.file.SealRequest;

/** Seals whatever cards a test gives it, right or wrong, with a sound manifest: what is wrong then is in the cards. */
final class SealedBatch {

    private final Map<String, GroupFiles> groups = new LinkedHashMap<>();
    private final List<RecordMac.Unbound> cards = new ArrayList<>();

    SealedBatch group(GroupFiles group) {
        groups.put(group.group(), group);
        return this;
    }

    SealedBatch card(String order, String group, Map<Channel, ByteString> channels) {
        groups.computeIfAbsent(group, name -> new GroupFiles(name, Map.of(Channel.CHIP, GroupFiles.Frame.NONE), false));
        cards.add(new RecordMac.Unbound(cards.size() + 1, order, group, channels));
        return this;
    }

    /** Both worked cards. */
    static SealedBatch golden() {
        return new SealedBatch()
                .card(GoldenCards.VISA_ORDER, GoldenCards.VISA_GROUP, Map.of(Channel.CHIP, GoldenCards.VISA))
                .card(
                        GoldenCards.MASTERCARD_ORDER,
                        GoldenCards.MASTERCARD_GROUP,
                        Map.of(Channel.CHIP, GoldenCards.MASTERCARD));
    }

    Path seal(Path target) throws IOException {
        List<PersoRecord> records =
                new RecordMac(TestVault.module().seals(), TestVault.RECORD_KEY, "golden").bind(cards);
        Path work = target.resolveSibling(target.getFileName() + ".part");
        List<GroupFiles> all = List.copyOf(groups.values());
        Map<String, Long> positions;
        try (PersoFileWriter writer = PersoFileWriter.open(work, all, Map.of(), CrashPoint.NONE)) {
            writer.append(records);
            positions = writer.positions();
        }
        ManifestHead head = new ManifestHead(
                "cd".repeat(32),
                "golden",
                ByteString.repeat(1, 32),
                "test/1",
                List.of(),
                new Counts(records.size() + 1, records.size(), 1, 0, 0),
                List.of());
        SealRequest request = new SealRequest(
                work,
                target,
                all,
                positions,
                head,
                List.of(new RejectsFile.Row(3, "A-3", "PAN", "R-101", "check digit, wrong")),
                TestVault.RECORD_KEY,
                TestVault.SIGNING_KEY);
        new PersoFileSeal(TestVault.module(), CrashPoint.NONE).seal(request, records.iterator(), d -> List.of());
        return target;
    }
}
