package org.cardwright.jobs.command;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.KeyAct;
import org.cardwright.pipeline.ledger.KeyActs;
import org.cardwright.pipeline.ledger.KeyPermission;
import org.cardwright.pipeline.ledger.OperatorLogin;
import org.cardwright.pipeline.ledger.OperatorRole;
import org.cardwright.pipeline.ledger.WrongUsageException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Who acts on keys, and why: where policy wants two persons, the same command first asks and, once permitted, acts. */
final class KeyActing {

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; it stands in the audit. Needed where it takes two persons.")
    private @Nullable String reason;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Tells what was made. */
    @FunctionalInterface
    interface Telling<T> {

        /** Prints it and gives the exit code back. */
        int tell(T made) throws IOException;
    }

    /** Refuses to go on without a reason. */
    void requireReason() {
        if (reason == null || reason.isBlank()) {
            throw new WrongUsageException("say why with --reason TEXT");
        }
    }

    /** Acts, or asks for permission to act, and says which. */
    <T> int act(OpenedHome installation, Asked<T> asked, JsonOption json, Telling<T> telling) throws IOException {
        KeyActs acts = installation.pipeline().keyActs();
        KeyActs.Proposal proposal =
                new KeyActs.Proposal(asked.act(), Objects.requireNonNullElse(reason, ""), asked.role());
        return operator.identified(acts, login -> {
            Optional<T> made = acts.carryOut(proposal, login, asked.work());
            if (made.isPresent()) {
                return telling.tell(made.get());
            }
            if (reason == null) {
                throw new WrongUsageException("this takes two persons: say why with --reason TEXT");
            }
            return requested(acts.request(proposal, login.orElseThrow()), json);
        });
    }

    /** The audit has what was brought and not believed, with the name of who brought it. */
    void refused(OpenedHome installation, KeyActs.Disbelief what) throws IOException {
        KeyActs acts = installation.pipeline().keyActs();
        operator.<Optional<Void>>identified(acts, login -> {
            acts.refused(what, login);
            return Optional.empty();
        });
    }

    /** What people do before the act, outside any transaction; it ends in what is left to be done. */
    @FunctionalInterface
    interface Preparing<T> {

        /** Prepares, led by the operator of this id. */
        KeyActs.Work<T> by(String leader) throws IOException;
    }

    /**
     * What is wanted, and takes preparing.
     *
     * @param act for which permission is given
     * @param preparing that people do once the act is permitted
     */
    record Prepared<T>(KeyAct act, Preparing<T> preparing) {}

    /** Prepares and acts, or asks for permission to do so, and says which. */
    <T> int actAfter(OpenedHome installation, Prepared<T> prepared, JsonOption json, Telling<T> telling)
            throws IOException {
        KeyActs acts = installation.pipeline().keyActs();
        KeyActs.Proposal proposal = new KeyActs.Proposal(prepared.act(), Objects.requireNonNullElse(reason, ""));
        return operator.identified(acts, login -> {
            if (acts.mayBegin(prepared.act(), login)) {
                String leader = login.map(OperatorLogin::operator).orElse(Audit.SYSTEM);
                KeyActs.Work<T> work = prepared.preparing().by(leader);
                return telling.tell(acts.carryOut(proposal, login, work).orElseThrow());
            }
            requireReason();
            return requested(acts.request(proposal, login.orElseThrow()), json);
        });
    }

    /**
     * What is wanted.
     *
     * @param act for which permission is given
     * @param role of whoever asks for it and does it
     * @param work that does it
     */
    record Asked<T>(KeyAct act, OperatorRole role, KeyActs.Work<T> work) {

        /** What every operator may ask for and do. */
        Asked(KeyAct act, KeyActs.Work<T> work) {
            this(act, OperatorRole.OPERATOR, work);
        }
    }

    private int requested(KeyPermission permission, JsonOption json) throws IOException {
        String request = permission.act().request();
        if (json.asked()) {
            return json.print("requested", ExitCode.DONE, Map.of("request", request));
        }
        spec.commandLine()
                .getOut()
                .println("request " + request + ": another operator runs  cardwright approve " + request
                        + "  and then this command again does it");
        return ExitCode.DONE;
    }
}
