package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cardwright.crypto.key.Cryptoperiod;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyExchange.Imported;
import org.cardwright.jobs.ceremony.Ceremony;
import org.cardwright.jobs.ceremony.CeremonyFiles;
import org.cardwright.jobs.ceremony.KeyMaking;
import org.cardwright.jobs.ceremony.Mailer;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.ScratchModule;
import org.cardwright.pipeline.ledger.KeyAct;
import org.cardwright.pipeline.ledger.WrongUsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cardwright keys ceremony make NAME}: a new key, whose components custodians take away. */
@Command(
        name = "make",
        description =
                "Makes a key of random components, stores it, and gives each of two or three custodians a sheet with one"
                        + " of them, for the party that shall have the key too.")
final class CeremonyMakeCommand implements Callable<Integer> {

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

    @Mixin
    private KeyUseOptions key = new KeyUseOptions();

    @Mixin
    private PeriodOptions days = new PeriodOptions();

    @Mixin
    private ComponentOptions components = new ComponentOptions();

    @Parameters(
            paramLabel = "NAME",
            converter = KeyNameConverter.class,
            description = "LABEL, or LABEL/VERSION; it must be free.")
    private KeyName name = KeyName.of("none");

    @Override
    public Integer call() throws IOException {
        KeyMaking.Wanted wanted = new KeyMaking.Wanted(
                name,
                key.purpose(),
                key.direction(),
                key.custody(),
                days.over(Cryptoperiod.UNLIMITED),
                components.size());
        home.requireComponents(rehearsal);
        custodians.desk(components.components());
        printing.requireUsable(home.open().settings().policy(), rehearsal.asked());
        KeyAct act = KeyAct.of(
                KeyAct.Kind.MAKE_KEY,
                name + " as " + KeyOptions.words(wanted.purpose()) + " in " + components.components() + " components"
                        + printing.words(),
                Stream.concat(
                                printing.content().stream(),
                                Stream.of(
                                        name.toString(),
                                        wanted.purpose().name(),
                                        wanted.direction().name(),
                                        wanted.custody().owner().toString(),
                                        wanted.custody().recipient().toString(),
                                        wanted.custody().exportability().name(),
                                        PeriodOptions.words(wanted.period()),
                                        wanted.size().toString(),
                                        Integer.toString(components.components())))
                        .toList());
        try (OpenedHome installation = home.openAll()) {
            if (installation.module().inventory().find(name).isPresent()) {
                throw new WrongUsageException("there is a key " + name + " already");
            }
            return holding.hold(installation, act, new Making(installation, wanted), CeremonyEnterCommand::tell);
        }
    }

    /** The ceremony itself. */
    private final class Making implements HeldCeremony.Plan<Imported> {

        private final OpenedHome installation;
        private final KeyMaking.Wanted wanted;
        private Optional<KeyMaking> making = Optional.empty();

        Making(OpenedHome installation, KeyMaking.Wanted wanted) {
            this.installation = installation;
            this.wanted = wanted;
        }

        @Override
        public String purpose() {
            return "make key " + name + " in " + components.components() + " components";
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
            KeyMaking begun = new KeyMaking(ceremony, wanted, components.components());
            making = Optional.of(begun);
            begun.gather(custodians.desk(components.components()));
        }

        @Override
        public Imported act(Ceremony ceremony, CeremonyFiles files) throws IOException {
            KeyMaking begun = making.orElseThrow();
            if (!isRehearsal()) {
                return begun.make(installation.module().keyExchange(), files);
            }
            try (ScratchModule scratch = ScratchModule.open()) {
                return begun.make(scratch.module().keyExchange(), files);
            }
        }

        @Override
        public void close() {}
    }
}
