package org.cardwright.perso.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cardwright.crypto.key.KeyName;

/**
 * What it takes to seal a batch.
 *
 * @param workDirectory where {@link PersoFileWriter} wrote
 * @param target final directory on the same file system; its parent exists
 * @param groups as given to the writer
 * @param positions committed positions of the writer
 * @param head what the manifest says of the batch
 * @param rejects rejected orders in the order of the issuer's file
 * @param recordKey RECORD_MAC key the records were bound with
 * @param signingKey MANIFEST_SIGNING key
 */
public record SealRequest(
        Path workDirectory,
        Path target,
        List<GroupFiles> groups,
        Map<String, Long> positions,
        ManifestHead head,
        Iterable<RejectsFile.Row> rejects,
        KeyName recordKey,
        KeyName signingKey) {

    /** Copies the collections. */
    public SealRequest {
        groups = List.copyOf(groups);
        positions = Map.copyOf(positions);
    }
}
