package org.cardwright.jobs.ceremony;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cardwright.crypto.ceremony.Quorum;
import org.cardwright.crypto.ceremony.SealedShare;
import org.cardwright.crypto.ceremony.Share;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.VaultQuorum;

/** Custodians get shares of the secret of the vault: each a sheet, and a file under a passphrase of their own where they want one. */
public final class VaultSharing implements AutoCloseable {

    private final Ceremony ceremony;
    private final Quorum quorum;
    private final Forms forms;
    private final List<SecretBytes> passphrases = new ArrayList<>();

    /**
     * In what form shares are kept.
     *
     * @param home name of the home, which stands on every share
     * @param sealed true for a file under a passphrase beside the sheet
     * @param cost what a guess of that passphrase costs
     */
    public record Forms(String home, boolean sealed, PassphraseCost cost) {}

    /** Nobody is there yet. */
    public VaultSharing(Ceremony ceremony, Quorum quorum, Forms forms) {
        this.ceremony = ceremony;
        this.quorum = quorum;
        this.forms = forms;
    }

    /** Lets all custodians in, one after the other. */
    public void gather(Desk desk) throws IOException {
        for (int number = 1; number <= quorum.shares(); number++) {
            try (Visit visit = desk.next(number)) {
                ceremony.admit(visit);
                if (forms.sealed()) {
                    passphrases.add(Trying.fewTimes(visit, () -> chosen(visit)));
                }
            }
        }
        ceremony.requireInTime();
    }

    private static SecretBytes chosen(Visit visit) throws IOException {
        SecretBytes passphrase = visit.secret("New passphrase for the file of your share");
        if (passphrase.size() < SealedShare.MIN_PASSPHRASE) {
            passphrase.close();
            throw new KeyRefusedException("a passphrase has at least " + SealedShare.MIN_PASSPHRASE + " characters");
        }
        return passphrase;
    }

    /** Makes the shares of the order. */
    @FunctionalInterface
    public interface Splitting {

        /** Shares in the order of the custodians. */
        List<Share> split(VaultQuorum.Order order) throws IOException;
    }

    /** Gives every custodian a share. */
    public void give(Splitting splitting, CeremonyFiles files) throws IOException {
        ceremony.requireInTime();
        List<Share> shares = splitting.split(new VaultQuorum.Order(forms.home(), quorum, ceremony.present()));
        try {
            for (Share share : shares) {
                String given = SharePaper.hand(share, ceremony.id(), files);
                if (forms.sealed()) {
                    String sealed = SealedShare.seal(share, passphrases.get(share.index() - 1), forms.cost());
                    given += " and "
                            + files.put(SharePaper.name(share) + ".share", sealed.getBytes(StandardCharsets.US_ASCII));
                }
                ceremony.step(share.custodian(), "got " + share.words() + ", as " + given);
            }
        } catch (IOException | RuntimeException failed) {
            files.undo();
            throw failed;
        } finally {
            shares.forEach(Share::close);
        }
    }

    @Override
    public void close() {
        passphrases.forEach(SecretBytes::close);
    }
}
