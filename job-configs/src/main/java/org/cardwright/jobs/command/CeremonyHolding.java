package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.Audit;
import org.cardwright.pipeline.ledger.KeyAct;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Holds a ceremony: in earnest with the permission that policy asks for, or as a rehearsal. */
final class CeremonyHolding {

    @Mixin
    private KeyActing acting = new KeyActing();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Below it a directory is made for sheets and transcript.")
    private Path out = Path.of("");

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Says what came of it: a line for people, members for programs. */
    interface Telling<T> {

        /** The line; fills in the members. */
        String tell(T made, Map<String, Object> members);

        /** How the command ends. */
        default int exitCode(T made) {
            return ExitCode.DONE;
        }
    }

    boolean isJson() {
        return json.asked();
    }

    <T> int hold(OpenedHome installation, KeyAct act, HeldCeremony.Plan<T> plan, Telling<T> telling)
            throws IOException {
        try (HeldCeremony<T> held = new HeldCeremony<>(installation, out, plan)) {
            if (plan.isRehearsal()) {
                return told(held, held.begin(Audit.SYSTEM).run(), telling);
            }
            return acting.actAfter(
                    installation, new KeyActing.Prepared<>(act, held::begin), json, made -> told(held, made, telling));
        }
    }

    private <T> int told(HeldCeremony<T> held, T made, Telling<T> telling) throws IOException {
        Map<String, Object> members = LedgerStructure.object();
        held.keep(members);
        String line = telling.tell(made, members);
        if (json.asked()) {
            return json.print("held", telling.exitCode(made), members);
        }
        spec.commandLine().getOut().println(line);
        spec.commandLine()
                .getOut()
                .println("transcript of " + members.get("ceremony") + " in " + members.get("directory"));
        return telling.exitCode(made);
    }
}
