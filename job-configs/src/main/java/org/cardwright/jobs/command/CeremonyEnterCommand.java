package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.KeyExchange.Announced;
import org.cardwright.crypto.module.KeyExchange.Imported;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.jobs.ceremony.Ceremony;
import org.cardwright.jobs.ceremony.CeremonyFiles;
import org.cardwright.jobs.ceremony.KeyEntry;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.jobs.wiring.ScratchModule;
import org.cardwright.pipeline.ledger.KeyAct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cardwright keys ceremony enter NAME}: a key of another party comes in components. */
@Command(
        name = "enter",
        description =
                "Takes in a key whose components came to two or three custodians on different ways; each enters one,"
                        + " with the check value on its form.")
final class CeremonyEnterCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home = new HomeOption();

    @Mixin
    private CeremonyHolding holding = new CeremonyHolding();

    @Mixin
    private CeremonyOptions custodians = new CeremonyOptions();

    @Mixin
    private RehearsalOption rehearsal = new RehearsalOption();

    @Mixin
    private KeyOptions key = new KeyOptions();

    @Mixin
    private ComponentOptions components = new ComponentOptions();

    @Parameters(
            paramLabel = "NAME",
            converter = KeyNameConverter.class,
            description = "LABEL, or LABEL/VERSION; it must be free.")
    private KeyName name = KeyName.of("none");

    @Override
    public Integer call() throws IOException {
        Announced announced = key.announced(name);
        components.size();
        home.requireComponents(rehearsal);
        custodians.desk(components.components());
        KeyAct act = KeyAct.of(
                KeyAct.Kind.IMPORT_KEY,
                name + " as " + KeyOptions.words(announced.purpose()) + " in " + components.components()
                        + " components",
                List.of(
                        name.toString(),
                        announced.purpose().name(),
                        announced.direction().name(),
                        announced.checkValue().method().name(),
                        announced.checkValue().toHex(),
                        announced.custody().owner().toString(),
                        announced.custody().recipient().toString(),
                        announced.custody().exportability().name(),
                        announced.state().name(),
                        PeriodOptions.words(announced.period()),
                        components.size().toString(),
                        Integer.toString(components.components())));
        try (OpenedHome installation = home.openAll()) {
            return holding.hold(installation, act, new Entering(installation, announced), CeremonyEnterCommand::tell);
        }
    }

    static String tell(Imported made, Map<String, Object> members) {
        members.put("key", made.key().name());
        members.put("algorithm", made.key().describeAlgorithm());
        members.put("kcv", made.key().checkValue());
        return "key " + made.key().name() + ": " + made.key().describeAlgorithm() + ", check value "
                + made.key().checkValue();
    }

    /** The ceremony itself. */
    private final class Entering implements HeldCeremony.Plan<Imported> {

        private final OpenedHome installation;
        private final Announced announced;
        private Optional<KeyEntry> entry = Optional.empty();

        Entering(OpenedHome installation, Announced announced) {
            this.installation = installation;
            this.announced = announced;
        }

        @Override
        public String purpose() {
            return "enter key " + name + " in " + components.components() + " components, check value "
                    + announced.checkValue();
        }

        @Override
        public boolean isRehearsal() {
            return rehearsal.asked();
        }

        @Override
        public void gather(Ceremony ceremony) throws IOException {
            KeyEntry begun = new KeyEntry(
                    ceremony, components.size().algorithm(), components.size().bytes(), components.components());
            entry = Optional.of(begun);
            begun.gather(custodians.desk(components.components()));
        }

        @Override
        public Imported act(Ceremony ceremony, CeremonyFiles files) throws IOException {
            if (!isRehearsal()) {
                return stored(installation.module());
            }
            try (ScratchModule scratch = ScratchModule.open()) {
                return stored(scratch.module());
            }
        }

        private Imported stored(SecurityModule module) {
            return entry.orElseThrow().store(module.keyExchange(), announced);
        }

        @Override
        public void close() {
            entry.ifPresent(KeyEntry::close);
        }
    }
}
