package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cardwright.crypto.ceremony.Quorum;
import org.cardwright.crypto.ceremony.Share;
import org.cardwright.crypto.key.KeyRefusedException;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.VaultQuorum;
import org.cardwright.jobs.ceremony.Ceremony;
import org.cardwright.jobs.ceremony.CeremonyFiles;
import org.cardwright.jobs.ceremony.Mailer;
import org.cardwright.jobs.ceremony.VaultSharing;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.KeyAct;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cardwright keys ceremony share-vault 3/5}: the vault, and every backup of it, comes under a quorum. */
@Command(
        name = "share-vault",
        description = "Gives each of N custodians a share of the secret of the vault; M of them can open it without its"
                + " passphrase, and restore its backups.")
final class CeremonyShareVaultCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private CeremonyHolding holding = new CeremonyHolding();

    @Mixin
    private CeremonyOptions custodians = new CeremonyOptions();

    @Mixin
    private CeremonyPrinting printing = new CeremonyPrinting();

    @Mixin
    private RehearsalOption rehearsal = new RehearsalOption();

    @Parameters(
            paramLabel = "M/N",
            arity = "0..1",
            description = "How many of how many; at least 2, at most 16. Default: 3/5.")
    private @Nullable String quorum;

    @Option(
            names = "--sealed",
            description = "Beside its sheet each share goes into a file under a passphrase that its custodian chooses.")
    private boolean sealed;

    @Override
    public Integer call() throws IOException {
        KeysInVault.required(home.open());
        Quorum wanted = quorum();
        custodians.desk(wanted.shares());
        printing.requireUsable(home.open().settings().policy(), rehearsal.asked());
        try (OpenedHome installation = home.openAll()) {
            KeyAct act = KeyAct.of(
                    KeyAct.Kind.SHARE_VAULT,
                    "among " + wanted.shares() + " custodians, " + wanted.needed() + " needed" + printing.words(),
                    Stream.concat(Stream.of(wanted.toString()), printing.content().stream())
                            .toList());
            return holding.hold(installation, act, new Sharing(wanted), this::tell);
        }
    }

    private Quorum quorum() {
        try {
            return quorum == null ? Quorum.DEFAULT : Quorum.parse(quorum);
        } catch (KeyRefusedException malformed) {
            throw new WrongUsageException(String.valueOf(malformed.getMessage()));
        }
    }

    private String tell(Quorum shared, Map<String, Object> members) {
        members.put("quorum", shared.toString());
        return "the vault is shared: " + shared.needed() + " of " + shared.shares() + " custodians open it";
    }

    /** The ceremony itself. */
    private final class Sharing implements HeldCeremony.Plan<Quorum> {

        private final Quorum wanted;
        private Optional<VaultSharing> sharing = Optional.empty();

        Sharing(Quorum wanted) {
            this.wanted = wanted;
        }

        @Override
        public String purpose() {
            return "share the vault among " + wanted.shares() + " custodians, " + wanted.needed() + " needed";
        }

        @Override
        public Optional<Mailer> mailer() throws IOException {
            return printing.mailer(home.open().settings().policy(), isRehearsal());
        }

        @Override
        public boolean isRehearsal() {
            return rehearsal.asked();
        }

        @Override
        public void gather(Ceremony ceremony) throws IOException {
            VaultSharing begun = new VaultSharing(
                    ceremony,
                    wanted,
                    new VaultSharing.Forms(
                            home.shownName(), sealed, home.open().settings().passphrase()));
            sharing = Optional.of(begun);
            begun.gather(custodians.desk(wanted.shares()));
        }

        @Override
        public Quorum act(Ceremony ceremony, CeremonyFiles files) throws IOException {
            sharing.orElseThrow().give(this::split, files);
            return wanted;
        }

        private List<Share> split(VaultQuorum.Order order) throws IOException {
            if (isRehearsal()) {
                return VaultQuorum.rehearsal(order);
            }
            try (SecretBytes passphrase = home.passphrase()) {
                return VaultQuorum.share(home.open().vault(), passphrase, order);
            }
        }

        @Override
        public void close() {
            sharing.ifPresent(VaultSharing::close);
        }
    }
}
