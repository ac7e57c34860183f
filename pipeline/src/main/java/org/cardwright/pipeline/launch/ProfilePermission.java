package org.cardwright.pipeline.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cardwright.pipeline.ledger.ProfileReleases;
import org.cardwright.pipeline.ledger.ProfileVersion;

/** Whether cards may be made of the profiles that a file orders: where two persons release them, of those only. */
final class ProfilePermission {

    private final ProfileReleases releases;
    private final PipelineSettings.ProfilePolicy policy;

    ProfilePermission(ProfileReleases releases, PipelineSettings.ProfilePolicy policy) {
        this.releases = releases;
        this.policy = policy;
    }

    /** What is missing, in words for the operator; empty when nothing is. */
    Optional<String> missing(BatchDefinition definition, Path file) throws IOException {
        if (policy == PipelineSettings.ProfilePolicy.ANY) {
            return Optional.empty();
        }
        boolean witnessed = policy == PipelineSettings.ProfilePolicy.WITNESSED;
        List<ProfileVersion> unreleased = definition.ordered(file).stream()
                .filter(profile -> !releases.isReleased(profile))
                .toList();
        return unreleased.isEmpty()
                ? Optional.empty()
                : Optional.of((witnessed ? "not released before a witness: " : "not released by two persons: ")
                        + String.join(
                                ", ",
                                unreleased.stream().map(ProfileVersion::words).toList())
                        + "; one operator asks with `cardwright profile release PRODUCT --issuer NAME --reason TEXT`,"
                        + " another runs `cardwright approve REQUEST`"
                        + (witnessed ? " with --witness-file FILE" : ""));
    }
}
