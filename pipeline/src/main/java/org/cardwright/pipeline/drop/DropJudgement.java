package org.cardwright.pipeline.drop;

import java.util.Optional;

/** Whether a claimed file may be opened at all. CWE-59, CWE-732. */
final class DropJudgement {

    private final IssuerDrops drops;

    DropJudgement(IssuerDrops drops) {
        this.drops = drops;
    }

    /** The first rule that it breaks. */
    Optional<DropRule> of(Claim claim, FileLook look, DropDirectory.Inode inode) {
        if (!look.regular()) {
            return Optional.of(DropRule.REGULAR);
        }
        if (!claim.plain()) {
            return Optional.of(DropRule.NAME);
        }
        if (inode.names() != 1) {
            return Optional.of(DropRule.ONE_NAME);
        }
        if (look.writableByOthers()) {
            return Optional.of(DropRule.WRITABLE);
        }
        return look.bytes() > drops.maxBytes() ? Optional.of(DropRule.SIZE) : Optional.empty();
    }
}
