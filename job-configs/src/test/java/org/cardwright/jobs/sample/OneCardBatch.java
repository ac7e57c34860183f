package org.cardwright.jobs.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.CrashPoint;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.ManifestHead;
import org.cardwright.perso.file.PersoFileSeal;
import org.cardwright.perso.file.PersoFileWriter;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.perso.file.RecordMac;
import org.cardwright.perso.file.SealRequest;

/**
 * A sealed batch of one card, whatever its records say.
 *
 * @param module holds the keys of the seal
 * @param groups files of the card
 * @param card its records
 */
public record OneCardBatch(SecurityModule module, List<GroupFiles> groups, RecordMac.Unbound card) {

    /** Key of the record and its salt. */
    public static final KeyName RECORD_KEY = KeyName.of("bureau.record-mac");

    /** Key of the manifest. */
    public static final KeyName SIGNING_KEY = KeyName.of("bureau.manifest-signing");

    private static final String ISSUER = "bank-one";

    /** Writes and seals it when the check lets it pass, and gives its directory back. */
    public Path seal(Path target, PersoFileSeal.ReleaseCheck check) throws IOException {
        List<PersoRecord> records = new RecordMac(module.seals(), RECORD_KEY, ISSUER).bind(List.of(card));
        Path work = target.resolveSibling(target.getFileName() + ".part");
        Map<String, Long> positions;
        try (PersoFileWriter writer = PersoFileWriter.open(work, groups, Map.of(), CrashPoint.NONE)) {
            writer.append(records);
            positions = writer.positions();
        }
        ManifestHead head = new ManifestHead(
                "cd".repeat(32),
                ISSUER,
                ByteString.repeat(1, 32),
                "test/1",
                List.of(),
                new ManifestHead.Counts(1, 1, 0, 0, 0),
                List.of());
        SealRequest request =
                new SealRequest(work, target, groups, positions, head, List.of(), RECORD_KEY, SIGNING_KEY);
        new PersoFileSeal(module, CrashPoint.NONE).seal(request, records.iterator(), check);
        return target;
    }
}
