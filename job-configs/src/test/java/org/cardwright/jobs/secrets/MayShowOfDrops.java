package org.cardwright.jobs.secrets;

/** What may be read in a log of files that issuers drop, and of cards that left; as in {@link MayShow}. */
final class MayShowOfDrops {

    static final String COMPONENTS = """
            # names of files without card numbers, hashes, rules; inodes and moments
            Drop: id reason batch
            CardDispatch: batch confirmedBy
            CardRoute: group rooms
            CardDispatches.Sent: staying
            PinsListCommand.Line: leftAt mailersFrom confirmedBy
            Drop.Of: issuer name sha256
            Drop.Envelope: signer sha256
            Drop.Time: takenAt endedAt
            DropJournal.Verdict: reason
            Claim: id name
            CopiedDrop: sha256
            OpenPgpContent: name
            IssuerDrops: issuer
            SftpFolder.Terms: host user path hostKeys
            SftpSection: host user path
            FileLook: key
            DropDirectory.Inode: changed
            QuietTimes.Seen: look
            """;

    private MayShowOfDrops() {}
}
